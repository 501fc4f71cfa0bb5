package dev.almanac.analyses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryMemoryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scopes that need more memory together than there is. */
final class NarrowMemoryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
  private static final String INPUT = "objective_input.sql";

  private final Analysis analysis = new ObjectiveAnalysis(DeclaredObjectives.NONE);

  @Test
  void whatDoesNotFitBesideOthersIsComputedAlone() {
    try (InMemoryTables tables = filled()) {
      Room room = new Room(false);
      AnalysisReport report = run(tables, room);

      assertThat(room.refused.get()).isEqualTo(2);
      assertThat(report).isEqualTo(new AnalysisReport("objective", 2, 0, 0, 0));
    }
  }

  @Test
  void whatDoesNotFitAloneFailsWithTheEnginesWords() {
    try (InMemoryTables tables = filled()) {
      AnalysisReport report = run(tables, new Room(true));

      assertThat(report).isEqualTo(new AnalysisReport("objective", 0, 0, 2, 0));
      assertThat(tables.lines("SELECT DISTINCT status_reason FROM analysis").get(0))
          .contains("no room");
    }
  }

  @Test
  void duckDbSaysThatItsMemoryDidNotSuffice() {
    try (InMemoryTables tables = filled()) {
      tables.execute("SET temp_directory = ''");
      tables.execute("SET memory_limit = '8MB'");
      SqlScript greedy =
          new SqlScript("greedy", "SELECT list(i ORDER BY hash(i)) AS l FROM range(5000000) t(i)");

      assertThatThrownBy(() -> tables.engine().query(greedy, Map.of()).close())
          .isInstanceOf(QueryMemoryException.class)
          .hasMessageContaining("Cannot run greedy: Out of Memory");
    }
  }

  private AnalysisReport run(InMemoryTables tables, Room room) {
    LocalThreads engine = new LocalThreads(new RoomForOne(tables.engine(), room), 2);
    return new AnalysisRunner(engine, tables, 1, CLOCK, AnalysisProgress.NONE)
        .run(analysis, scope -> true);
  }

  private InMemoryTables filled() {
    InMemoryTables tables = new InMemoryTables(analysis);
    tables.execute("INSERT INTO runs (run_key, project) VALUES ('r1', 'p1'), ('r2', 'p2')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) VALUES"
            + " ('r1', 'loss', 3, false), ('r2', 'loss', 3, false)");
    return tables;
  }

  /** Holds one query; two that meet in it are both refused. */
  private static final class Room {
    private final CountDownLatch met = new CountDownLatch(2);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final boolean never;

    Room(boolean never) {
      this.never = never;
    }

    void enter() {
      boolean first = met.getCount() > 0;
      int there = inside.incrementAndGet();
      met.countDown();
      try {
        if (first && !met.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The scopes did not run at the same time");
        }
      } catch (InterruptedException exception) {
        throw new IllegalStateException(exception);
      }
      if (first || there > 1 || never) {
        inside.decrementAndGet();
        refused.incrementAndGet();
        throw new QueryMemoryException("no room", new SQLException("no room"));
      }
    }

    void leave() {
      inside.decrementAndGet();
    }
  }

  private static final class RoomForOne implements QueryEngine {
    private final QueryEngine engine;
    private final Room room;

    RoomForOne(QueryEngine engine, Room room) {
      this.engine = engine;
      this.room = room;
    }

    @Override
    public String name() {
      return engine.name();
    }

    @Override
    public QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
      if (!script.name().equals(INPUT)) {
        return engine.query(script, parameters);
      }
      room.enter();
      try {
        return engine.query(script, parameters);
      } finally {
        room.leave();
      }
    }

    @Override
    public QueryEngine another() {
      return new RoomForOne(engine.another(), room);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
