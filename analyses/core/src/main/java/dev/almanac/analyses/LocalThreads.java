package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryMemoryException;
import dev.almanac.warehouse.query.QueryRows;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Computes scopes on threads of this process, each thread with an engine of its own over the same
 * tables.
 */
public final class LocalThreads implements AnalysisEngine {

  private final QueryEngine engine;
  private final int threads;
  private final ConcurrentLinkedQueue<QueryEngine> idle = new ConcurrentLinkedQueue<>();
  private final Lock beside;
  private final Lock alone;

  /** Takes over an engine, of which there will be one more for each thread. */
  public LocalThreads(QueryEngine engine, int threads) {
    this.engine = requireNonNull(engine, "engine is null");
    this.threads = threads;
    ReadWriteLock turns = new ReentrantReadWriteLock(true);
    this.beside = turns.readLock();
    this.alone = turns.writeLock();
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
    try {
      return compute(analysis, task, mine);
    } finally {
      idle.add(mine);
    }
  }

  /** Computes beside others; where the engine's memory does not suffice for all, again alone. */
  private ScopeResult compute(Analysis analysis, ScopeTask task, QueryEngine mine) {
    beside.lock();
    try {
      return attempt(analysis, task, mine);
    } catch (QueryMemoryException exception) {
      // Falls through: the others have to end first.
    } finally {
      beside.unlock();
    }
    alone.lock();
    try {
      return attempt(analysis, task, mine);
    } catch (QueryMemoryException exception) {
      return ScopeResult.failed(analysis, task, exception);
    } finally {
      alone.unlock();
    }
  }

  /** Asks for one more engine; the first one is not made for several that ask at once. */
  private QueryEngine another() {
    synchronized (idle) {
      return engine.another();
    }
  }

  private static ScopeResult attempt(Analysis analysis, ScopeTask task, QueryEngine engine) {
    try (QueryRows rows = engine.query(analysis.input(), task.parameters())) {
      return new ScopeComputation(analysis, task).run(rows);
    } catch (QueryMemoryException exception) {
      throw exception;
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
