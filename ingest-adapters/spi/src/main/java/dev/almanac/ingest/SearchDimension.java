package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One param of the space that a sweep or study searched, as it declares it; table {@code
 * search_space}. Delivered with each run of the sweep.
 *
 * @param key name of the param, as in {@code params.key}
 * @param type what its values are
 * @param scale how values are spread between the bounds
 * @param low least value, or null if there is none
 * @param high greatest value, or null
 * @param step distance of the values of a grid, or null
 * @param choices the values to choose from as texts, in the order declared; empty for ranges
 * @param declared the declaration as it stands in the source (JSON, YAML …)
 */
public record SearchDimension(
    String key,
    Type type,
    Scale scale,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double step,
    List<String> choices,
    String declared) {

  /** What the values are. */
  public enum Type {
    /** Real numbers. */
    FLOAT,
    /** Whole numbers. */
    INT,
    /** One of some choices. */
    CATEGORICAL,
    /** Always the same. */
    CONSTANT,
    /** Something that is kept as declared only. */
    OTHER
  }

  /** How values are spread. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** Evenly by logarithm. */
    LOG,
    /** By a normal distribution. */
    NORMAL,
    /** By a normal distribution of the logarithm. */
    LOG_NORMAL,
    /** Not in order: choices. */
    NONE
  }

  /** Checks for null and copies the choices. */
  public SearchDimension {
    requireNonNull(key, "key is null");
    requireNonNull(type, "type is null");
    requireNonNull(scale, "scale is null");
    requireNonNull(declared, "declared is null");
    choices = List.copyOf(choices);
  }
}
