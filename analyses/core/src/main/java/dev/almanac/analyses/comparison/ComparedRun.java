package dev.almanac.analyses.comparison;

import java.util.Map;

/**
 * What a run adds to a comparison.
 *
 * @param project its project
 * @param dataset the data it used, by a param or as logged; empty if unknown
 * @param outcome its best value of the project's primary metric, higher being better; minus
 *     infinity if it diverged
 * @param names values of the params that may name a configuration
 */
record ComparedRun(String project, String dataset, double outcome, Map<String, String> names) {}
