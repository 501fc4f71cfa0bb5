package dev.almanac.analyses.pooling;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user's configuration says about analyses across projects.
 *
 * @param aliases names of params that mean the same
 * @param estimator how effects are pooled
 * @param configuration the params whose values together name a configuration that is compared;
 *     empty to let the analysis choose one
 */
public record AcrossProjects(ParamAliases aliases, Estimator estimator, List<String> configuration)
    implements Serializable {

  /** What holds without a configuration. */
  public static final AcrossProjects DEFAULT =
      new AcrossProjects(ParamAliases.NONE, Estimator.PAULE_MANDEL, List.of());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks for null and copies the list. */
  public AcrossProjects {
    requireNonNull(aliases, "aliases is null");
    requireNonNull(estimator, "estimator is null");
    configuration = List.copyOf(configuration);
  }

  /** Returns everything as JSON with sorted keys: equal choices, equal text. */
  public String canonical() {
    Map<String, Object> all = new TreeMap<>();
    all.put("aliases", aliases.names());
    all.put("configuration", configuration);
    all.put("estimator", estimator.word());
    try {
      return MAPPER.writeValueAsString(all);
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Lists and maps of texts are always JSON", exception);
    }
  }
}
