package dev.almanac.analyses.pooling;

/**
 * An effect over several projects. All intervals are of 95 %.
 *
 * @param k number of studies, at least 1
 * @param mean pooled effect
 * @param standardError its standard error
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param predictionLow lower end of the interval for the effect in a further project; NaN if fewer
 *     than 3 studies
 * @param predictionHigh upper end of it
 * @param tau2 variance of the effect between projects, at least 0
 * @param q Cochran's Q: weighted squares about the fixed-effect mean
 * @param qProbability how often Q is at least that large if the effect is the same everywhere
 * @param i2 share of the scatter that is due to differences between projects, 0 to 1
 * @param h2 Q by its degrees of freedom; NaN of one study
 * @param probability how often the mean is at least that far from 0 if the effect is 0: Student's t
 *     with Hartung and Knapp's error, else the normal distribution
 * @param estimator how it was pooled
 */
public record Pooled(
    int k,
    double mean,
    double standardError,
    double low,
    double high,
    double predictionLow,
    double predictionHigh,
    double tau2,
    double q,
    double qProbability,
    double i2,
    double h2,
    double probability,
    Estimator estimator) {}
