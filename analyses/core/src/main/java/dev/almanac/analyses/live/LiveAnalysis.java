package dev.almanac.analyses.live;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at runs that call themselves running. What is stored is as of when their source was last
 * looked at, so that equal warehouses give equal rows; {@link #at} also knows what time it is.
 */
public final class LiveAnalysis implements Analysis {

  private static final SqlScript SCOPES = SqlScript.resource(LiveAnalysis.class, "live_scopes.sql");
  private static final SqlScript INPUT = SqlScript.resource(LiveAnalysis.class, "live_input.sql");

  private final @Nullable Instant now;
  private final Set<String> fresh;

  /** Creates the analysis as it is stored. */
  public LiveAnalysis() {
    this.now = null;
    this.fresh = Set.of();
  }

  private LiveAnalysis(Instant now, Set<String> fresh) {
    this.now = now;
    this.fresh = Set.copyOf(fresh);
  }

  /**
   * Returns the analysis for one moment.
   *
   * @param now what time it is
   * @param fresh sources that were looked at just now
   */
  public static LiveAnalysis at(Instant now, Set<String> fresh) {
    return new LiveAnalysis(now, fresh);
  }

  @Override
  public String kind() {
    return "live";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public String options() {
    return now == null
        ? "{}"
        : "{\"fresh\":\""
            + String.join("/", new TreeSet<>(fresh)).replace('"', '\'')
            + "\",\"now\":\""
            + now
            + "\"}";
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(LiveTables.LIVE_RUN);
  }

  @Override
  public SqlScript scopes() {
    return SCOPES;
  }

  @Override
  public SqlScript input() {
    return INPUT;
  }

  @Override
  public List<String> groupBy() {
    return List.of("run_key");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new LiveKernel(scope, now, fresh);
  }
}
