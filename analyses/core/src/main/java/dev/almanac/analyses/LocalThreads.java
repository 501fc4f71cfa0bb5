package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Computes scopes on threads of this process, each thread with an engine of its own over the same
 * tables.
 */
public final class LocalThreads implements AnalysisEngine {

  private final QueryEngine engine;
  private final int threads;
  private final ConcurrentLinkedQueue<QueryEngine> idle = new ConcurrentLinkedQueue<>();

  /** Takes over an engine, of which there will be one more for each thread. */
  public LocalThreads(QueryEngine engine, int threads) {
    this.engine = requireNonNull(engine, "engine is null");
    this.threads = threads;
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public QueryEngine queries() {
    return engine;
  }

  @Override
  public int parallelism() {
    return threads;
  }

  @Override
  public ScopeResult compute(Analysis analysis, ScopeTask task) {
    if (threads == 1) {
      return compute(analysis, task, engine);
    }
    QueryEngine mine = idle.poll();
    if (mine == null) {
      mine = another();
    }
    ScopeResult result = compute(analysis, task, mine);
    idle.add(mine);
    return result;
  }

  /** Asks for one more engine; the first one is not made for several that ask at once. */
  private QueryEngine another() {
    synchronized (idle) {
      return engine.another();
    }
  }

  private static ScopeResult compute(Analysis analysis, ScopeTask task, QueryEngine engine) {
    try (QueryRows rows = engine.query(analysis.input(), task.parameters())) {
      return new ScopeComputation(analysis, task).run(rows);
    } catch (RuntimeException exception) {
      return ScopeResult.failed(analysis, task, exception);
    }
  }

  /** Closes what is idle. What a cancelled run still computes with ends with the process. */
  @Override
  public void close() {
    for (QueryEngine each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
    engine.close();
  }
}
