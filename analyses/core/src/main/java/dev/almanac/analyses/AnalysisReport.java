package dev.almanac.analyses;

/**
 * What one analysis did in a run.
 *
 * @param kind the analysis
 * @param computed scopes that were computed because they are new or their input changed
 * @param upToDate scopes whose result was stored already
 * @param failed scopes that ended in an error; their row in table {@code analysis} has the reason
 * @param removed results whose scope is gone
 */
public record AnalysisReport(String kind, int computed, int upToDate, int failed, int removed) {}
