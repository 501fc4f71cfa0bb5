package dev.almanac.analyses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many scopes at the same time, and a run that is told to stop. */
final class ManyScopesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
  private static final int PROJECTS = 60;
  private static final String ALL =
      "SELECT * FROM metric_role JOIN analysis USING (analysis_id) ORDER BY ALL";

  private final Analysis analysis = new ObjectiveAnalysis(DeclaredObjectives.NONE);

  @Test
  void severalThreadsGiveTheRowsOfOneInTheOrderOfTheScopes() {
    try (InMemoryTables one = filled();
        InMemoryTables several = filled()) {
      List<Integer> order = new ArrayList<>();
      run(one, 1, (kind, done, total) -> {});
      AnalysisReport report = run(several, 4, (kind, done, total) -> order.add(done));

      assertThat(report.computed()).isEqualTo(PROJECTS);
      assertThat(order).hasSize(PROJECTS).isSorted();
      assertThat(several.lines(ALL)).isEqualTo(one.lines(ALL)).hasSize(PROJECTS);
    }
  }

  @Test
  void aRunThatIsToldToStopKeepsWhatItComputedAndTheNextGoesOn() {
    try (InMemoryTables tables = filled()) {
      StopAfter stop = new StopAfter(7);

      assertThatThrownBy(() -> run(tables, 3, stop))
          .isInstanceOf(AnalysisCancelled.class)
          .hasMessageContaining("7 of 60 results of objective are stored");

      assertThat(tables.lines("SELECT count(*) FROM analysis")).containsExactly("7");
      AnalysisReport next = run(tables, 3, AnalysisProgress.NONE);
      assertThat(next.computed()).isEqualTo(PROJECTS - 7);
      assertThat(next.upToDate()).isEqualTo(7);
    }
  }

  @Test
  void largeScopesTakeTheWholeHeapAndSmallOnesLittle() {
    HeapShares shares = new HeapShares(512L << 20);
    Scope small = new Scope("p", null, null, 100, true, 1);
    Scope large = new Scope("p", null, null, 1_000_000, true, 1);

    assertThat(shares.share(small) * 8L).isLessThan(shares.share(large));
    assertThat(shares.<String>with(large, () -> "done")).isEqualTo("done");
  }

  @Test
  void anAnalysisTravelsWithItsConfiguration() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(analysis);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Analysis arrived = (Analysis) in.readObject();
      assertThat(arrived.options()).isEqualTo(analysis.options());
      assertThat(arrived.tables()).isEqualTo(analysis.tables());
    }
  }

  private AnalysisReport run(InMemoryTables tables, int threads, AnalysisProgress progress) {
    LocalThreads engine = new LocalThreads(tables.engine(), threads);
    return new AnalysisRunner(engine, tables, 1, CLOCK, progress).run(analysis, scope -> true);
  }

  private InMemoryTables filled() {
    InMemoryTables tables = new InMemoryTables(analysis);
    tables.execute(
        "INSERT INTO runs (run_key, project) SELECT 'r' || i, 'p' || i FROM range("
            + PROJECTS
            + ") t(i)");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) SELECT 'r' || i, 'loss', 3,"
            + " false FROM range("
            + PROJECTS
            + ") t(i)");
    return tables;
  }

  /** Wants no more after so many scopes. */
  private static final class StopAfter implements AnalysisProgress {
    private final int wanted;
    private int got;

    StopAfter(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public void scopeDone(String kind, int done, int total) {
      got = done;
    }

    @Override
    public boolean goOn() {
      return got < wanted;
    }
  }
}
