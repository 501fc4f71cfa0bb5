package dev.almanac.analyses.sensitivity;

/**
 * Say what was left out of an analysis, why, and how many runs or values it concerns.
 *
 * @param paramKey the param that was left out; empty when runs were
 * @param reason a word for queries, such as {@code param_constant}
 * @param detail a sentence for people
 * @param count how many runs, values or pairs
 */
public record Exclusion(String paramKey, String reason, String detail, int count) {}
