package dev.almanac.analyses.sensitivity;

import java.util.List;

/**
 * The answer to "which hyperparameters mattered?" for one project and metric. Every list may be
 * empty; {@link #verdict()} then says why. Rows map one to one to the {@code hp_*} tables. NaN
 * stands for "not known"; intervals are the central 90 % of the draws.
 *
 * @param verdict what can be said, and how firmly
 * @param surrogates the models that were fitted; at most one is chosen
 * @param params what is known of each param
 * @param importances shares of the metric's variance
 * @param interactions shares of pairs, largest first
 * @param marginals the metric along each param, the others averaged out
 * @param surfaces the metric over two params, the others averaged out
 * @param exclusions what was left out and why
 */
public record Sensitivity(
    Verdict verdict,
    List<SurrogateRow> surrogates,
    List<ParamRow> params,
    List<ImportanceRow> importances,
    List<InteractionRow> interactions,
    List<MarginalRow> marginals,
    List<SurfaceRow> surfaces,
    List<Exclusion> exclusions) {

  /** Probability that the stated intervals hold. */
  public static final double INTERVAL_LEVEL = 0.9;

  /** Share of variance below which an effect is not worth telling from noise. */
  public static final double NOISE_SHARE = 0.01;

  /** Copy the lists. */
  public Sensitivity {
    surrogates = List.copyOf(surrogates);
    params = List.copyOf(params);
    importances = List.copyOf(importances);
    interactions = List.copyOf(interactions);
    marginals = List.copyOf(marginals);
    surfaces = List.copyOf(surfaces);
    exclusions = List.copyOf(exclusions);
  }

  /** Name what can be said. */
  public enum Status {
    /** Shares are given, with the grade they deserve. */
    ANSWERED,
    /** Held-out runs are not predicted better than by chance; shares are shown, not ranked. */
    NOT_DISTINGUISHABLE,
    /** Too few runs or configurations to say anything. */
    TOO_FEW_RUNS,
    /** Neither the metric nor any param differs between runs. */
    NOTHING_VARIES
  }

  /** Say how much weight the shares bear. */
  public enum Grade {
    /** None. */
    NONE,
    /** A hint. */
    WEAK,
    /** A fair guide. */
    FAIR,
    /** Firm enough to act on. */
    FIRM
  }

  /**
   * What can be said, and how firmly.
   *
   * @param status what can be said
   * @param grade how firmly
   * @param reason why not firmer, as a sentence; empty when firm
   * @param runs runs that were used
   * @param configurations different configurations among them
   * @param design how the runs are spread: {@code even}, {@code uneven} or {@code steered}
   * @param designEvidence a sentence, empty for an even design
   * @param transform form of the metric that was analysed
   * @param transformReason why it was transformed, empty when it was not
   */
  public record Verdict(
      Status status,
      Grade grade,
      String reason,
      int runs,
      int configurations,
      String design,
      String designEvidence,
      Transform transform,
      String transformReason) {}

  /**
   * One fitted model.
   *
   * @param surrogate its name
   * @param rSquaredHeldOut R² on held-out runs, folds grouped by configuration
   * @param heldOutZ correlation of held-out predictions with the metric, in standard errors
   * @param rSquaredCeiling best possible R² given the spread of repeats, NaN without repeats
   * @param noiseSd sd of the noise, in metric units ({@link Transform#NONE}) or normal scores
   * @param totalVariance variance of the model over the measure, in squared units of the same
   * @param sumFirstOrder share of the params alone together
   * @param sumPairs share of the fitted pairs together
   * @param shareLeft 1 − {@code sumFirstOrder}: what params do only in combination
   * @param measure distribution that shares are averaged over
   * @param pairsFitted number of pairs in the model
   * @param pairsLeftOut number of pairs that were not looked at
   * @param trees number of trees, 0 where there are none
   * @param chosen whether the rows below come from it
   */
  public record SurrogateRow(
      String surrogate,
      double rSquaredHeldOut,
      double heldOutZ,
      double rSquaredCeiling,
      double noiseSd,
      double totalVariance,
      double sumFirstOrder,
      double sumPairs,
      double shareLeft,
      Measure measure,
      int pairsFitted,
      int pairsLeftOut,
      int trees,
      boolean chosen) {}

  /** Name an end of a searched range. */
  public enum Boundary {
    /** Neither end. */
    NONE,
    /** The lower end. */
    LOW,
    /** The upper end. */
    HIGH
  }

  /**
   * What is known of one param.
   *
   * @param key its name
   * @param type kind of value
   * @param scale its axis
   * @param low lower end of the space, NaN if not numeric
   * @param high upper end of the space, NaN if not numeric
   * @param origin whether the space was declared
   * @param distinct different values used
   * @param present runs that have it
   * @param activeShare {@code present} ÷ runs
   * @param coverage share of its cells, values or choices with a run
   * @param bestText value at the best point of its marginal curve, empty if unknown
   * @param bestLow lower end of the 90 % region of the best value, NaN if not numeric
   * @param bestHigh upper end of that region, NaN if not numeric
   * @param bestAt whether the best lies at an end of the searched range: search further there
   * @param groupId number of its group of inseparable params, from 1; 0 if in none
   * @param entangledWith the param it is most associated with, empty if none
   * @param entanglement that association, 0 to 1
   * @param status {@code distinguishable}, {@code noise}, {@code screened_out}, {@code not_fitted}
   * @param statusReason why, or what else to know; may be empty
   * @param shareUniform share of the param alone if all values counted equally, NaN if not fitted
   * @param shareEmpirical the same if values counted as often as used, NaN if not fitted
   * @param slope change of the metric from one end of the range to the other, NaN if no number
   * @param slopeSd its standard deviation, NaN if withheld
   */
  public record ParamRow(
      String key,
      ValueType type,
      Scale scale,
      double low,
      double high,
      SpaceOrigin origin,
      int distinct,
      int present,
      double activeShare,
      double coverage,
      String bestText,
      double bestLow,
      double bestHigh,
      Boundary bestAt,
      int groupId,
      String entangledWith,
      double entanglement,
      String status,
      String statusReason,
      double shareUniform,
      double shareEmpirical,
      double slope,
      double slopeSd) {}

  /**
   * A share of the metric's variance.
   *
   * @param key the param, or the params of a group joined by {@code " + "}
   * @param method {@code anova_first}, {@code anova_total} (with pairs) or {@code anova_group}
   * @param subset runs it is about: {@code all}, {@code top_q50} or {@code top_q10}
   * @param importance share of the model's variance
   * @param low lower end of the interval, NaN if withheld
   * @param high upper end of the interval, NaN if withheld
   * @param nullQ95 share that a param without effect stays below 19 times of 20, NaN if unknown
   * @param adjustedP p-value of the param's own effect, adjusted over all params, NaN if unknown
   * @param noiseProbability probability that the share is below {@link #NOISE_SHARE}
   * @param rank from 1; 0 if not ranked
   * @param rankLow best rank in the 90 % interval; 0 if withheld
   * @param rankHigh worst rank in the 90 % interval; 0 if withheld
   * @param topThree probability of being among the first three, NaN if withheld
   * @param effectSign 1 if the metric rises with the param, −1 if it falls, 0 if neither is clear
   * @param effectSize range of the marginal curve in metric units
   * @param normalised importance ÷ sum of all of this method
   * @param runs runs it rests on
   */
  public record ImportanceRow(
      String key,
      String method,
      String subset,
      double importance,
      double low,
      double high,
      double nullQ95,
      double adjustedP,
      double noiseProbability,
      int rank,
      int rankLow,
      int rankHigh,
      double topThree,
      int effectSign,
      double effectSize,
      double normalised,
      int runs) {}

  /**
   * One point of a surface over two params.
   *
   * @param first a param
   * @param second a later one
   * @param binA number of the first one's position, from 0
   * @param binB number of the second one's
   * @param a value of the first, NaN for a category
   * @param b value of the second, NaN for a category
   * @param categoryA category of the first, empty for a number
   * @param categoryB category of the second, empty for a number
   * @param y the metric there
   * @param runs runs nearest to this point
   */
  public record SurfaceRow(
      String first,
      String second,
      int binA,
      int binB,
      double a,
      double b,
      String categoryA,
      String categoryB,
      double y,
      int runs) {}

  /**
   * The share of what two params do only together.
   *
   * @param first a param
   * @param second another
   * @param importance share of the model's variance
   * @param low lower end of the interval, NaN if withheld
   * @param high upper end of the interval, NaN if withheld
   * @param noiseProbability probability that the share is below {@link #NOISE_SHARE}
   * @param runs runs it rests on
   */
  public record InteractionRow(
      String first,
      String second,
      double importance,
      double low,
      double high,
      double noiseProbability,
      int runs) {}

  /**
   * One point of a marginal curve.
   *
   * @param key the param
   * @param method {@code pdp} (others averaged out) or {@code ale} (along the runs that there are)
   * @param bin number of the point, from 0
   * @param x its value, NaN for a category
   * @param category its category, empty for a number; {@code (inactive)} where the param is absent
   * @param y the metric, the other params averaged out
   * @param low lower end of the interval, NaN if withheld
   * @param high upper end of the interval, NaN if withheld
   * @param runs runs nearest to this point; of {@code ale} those since the point before
   */
  public record MarginalRow(
      String key,
      String method,
      int bin,
      double x,
      String category,
      double y,
      double low,
      double high,
      int runs) {}
}
