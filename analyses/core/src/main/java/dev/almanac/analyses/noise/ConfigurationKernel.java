package dev.almanac.analyses.noise;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configurations of one project's runs. */
final class ConfigurationKernel implements Kernel {

  private static final String METHOD = "params without seeds and names";

  private static final String SETTING = "setting";

  private final Scope scope;
  private final TreeMap<String, Long> runs = new TreeMap<>();
  private long configured;
  private long unconfigured;

  ConfigurationKernel(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    Map<String, String> params = params(group);
    params.keySet().forEach(key -> runs.merge(key, 1L, Long::sum));
    Configuration configuration = Configuration.of(params);
    if (configuration.params().isEmpty()) {
      unconfigured++;
      return;
    }
    configured++;
    out.add(
        NoiseTables.RUN_CONFIGURATION,
        scope.project(),
        group.text("run_key"),
        Configuration.hash(configuration.params()),
        configuration.seeds().isEmpty() ? null : Configuration.hash(configuration.seeds()),
        params.keySet().stream().filter(key -> role(key).equals(SETTING)).count());
  }

  @Override
  public Outcome finish(ResultRows out) {
    runs.forEach((key, n) -> out.add(NoiseTables.PARAM_ROLE, scope.project(), key, role(key), n));
    if (unconfigured > 0) {
      out.add(ANALYSIS_EXCLUSION, null, null, "run_without_params", unconfigured);
    }
    return configured == 0
        ? Outcome.insufficient(METHOD, 0, "No run logs a param that configures it.")
        : Outcome.ok(METHOD, configured);
  }

  /** Returns the params of a run, empty where a value is missing; {@code NoiseKernel} as well. */
  static Map<String, String> params(RowGroup group) {
    @Nullable String[] keys = group.texts("param");
    @Nullable String[] texts = group.texts("text");
    Map<String, String> params = new TreeMap<>();
    for (int row = 0; row < group.size(); row++) {
      String key = keys[row];
      if (key != null) {
        String text = texts[row];
        params.put(key, text == null ? "" : text);
      }
    }
    return params;
  }

  private static String role(String key) {
    if (SeedLikeParams.isSeed(key)) {
      return "seed";
    }
    return SeedLikeParams.isIdentity(key) ? "identity" : SETTING;
  }
}
