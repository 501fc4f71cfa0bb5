package dev.almanac.analyses.importance;

/**
 * A row of {@code hp_importance} before it has a rank.
 *
 * @param key the param
 * @param method the measure
 * @param subset the runs that it is about
 * @param importance the figure; the larger, the more it matters
 * @param low lower end of its 90 % interval, NaN if there is none
 * @param high upper end, NaN if there is none
 * @param p adjusted p-value, NaN if there is none
 * @param effectSign 1 if the metric rises with the param, −1 if it falls, else 0
 * @param effectSize correlation coefficient, NaN where the measure is none
 * @param normalised importance by the sum over all params, NaN where sums make no sense
 * @param runs how many runs it rests on
 * @param note what else to know, empty if nothing
 */
record ImportanceRow(
    String key,
    String method,
    String subset,
    double importance,
    double low,
    double high,
    double p,
    int effectSign,
    double effectSize,
    double normalised,
    int runs,
    String note) {}
