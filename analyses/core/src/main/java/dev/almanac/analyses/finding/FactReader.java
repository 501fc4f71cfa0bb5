package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.finding.ModelFacts.Edge;
import dev.almanac.analyses.finding.ModelFacts.Group;
import dev.almanac.analyses.finding.ModelFacts.Param;
import dev.almanac.analyses.finding.ModelFacts.Share;
import dev.almanac.analyses.finding.ProjectFacts.NoiseFact;
import dev.almanac.analyses.finding.ProjectFacts.StoppingFact;
import dev.almanac.analyses.finding.RunFact.CurveFact;
import dev.almanac.analyses.finding.RunFact.HygieneFact;
import dev.almanac.analyses.finding.RunFact.PulseFact;
import dev.almanac.analyses.finding.TrendFacts.Cause;
import dev.almanac.analyses.finding.TrendFacts.Step;
import dev.almanac.analyses.finding.TrendFacts.Trend;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of {@code finding_input.sql}, one project a group. Everything is sorted, so that
 * nothing depends on the order of rows. Used by one thread.
 */
final class FactReader {

  /** Noise known from fewer degrees of freedom is not known. */
  private static final long LEAST_DEGREES = 3;

  private final @Nullable String[] runKey;
  private final @Nullable String[] name;
  private final @Nullable String[] kind;
  private final @Nullable String[] key;
  private final @Nullable String[] text;
  private final @Nullable String[] extra;
  private final double[] number;
  private final double[] low;
  private final double[] high;
  private final long[] n;
  private final @Nullable Instant[] at;
  private final @Nullable Instant[] until;
  private final Map<Long, List<Integer>> rows = new HashMap<>();

  private FactReader(RowGroup group) {
    runKey = group.texts("run_key");
    name = group.texts("name");
    kind = group.texts("kind");
    key = group.texts("key");
    text = group.texts("text");
    extra = group.texts("extra");
    number = group.numbers("number");
    low = group.numbers("low");
    high = group.numbers("high");
    n = group.integers("n");
    at = group.instants("moment");
    until = group.instants("until");
    long[] part = group.integers("part");
    for (int row = 0; row < part.length; row++) {
      rows.computeIfAbsent(part[row], unused -> new ArrayList<>()).add(row);
    }
  }

  /**
   * Reads one project.
   *
   * @param zone zone in which weeks begin
   */
  static ProjectFacts read(RowGroup group, ZoneId zone) {
    return new FactReader(group).facts(requireNonNull(group.text("project"), "project"), zone);
  }

  private ProjectFacts facts(String project, ZoneId zone) {
    int about = part(0).get(0);
    return new ProjectFacts(
        project,
        key[about],
        !"min".equals(kind[about]),
        requireNonNullElse(at[about], Instant.EPOCH),
        zone,
        runs(),
        noise(),
        model(),
        trend(),
        stopping());
  }

  private List<Integer> part(long number) {
    return rows.getOrDefault(number, List.of());
  }

  private List<RunFact> runs() {
    Map<String, List<Setting>> settings = new HashMap<>();
    for (int row : part(2)) {
      settings
          .computeIfAbsent(word(runKey, row), unused -> new ArrayList<>())
          .add(new Setting(word(kind, row), word(key, row), word(text, row), number[row]));
    }
    settings
        .values()
        .forEach(
            list -> list.sort(Comparator.comparing(Setting::kind).thenComparing(Setting::key)));
    Map<String, CurveFact> curves = new HashMap<>();
    for (int row : part(3)) {
      curves.put(
          word(runKey, row),
          new CurveFact(word(kind, row), number[row] > 0, low[row], high[row], n[row] > 0));
    }
    Map<String, HygieneFact> hygiene = new HashMap<>();
    part(4)
        .forEach(
            row ->
                hygiene.put(word(runKey, row), new HygieneFact(word(kind, row), word(text, row))));
    Map<String, PulseFact> pulses = pulses();
    List<RunFact> runs = new ArrayList<>();
    for (int row : part(1)) {
      String run = word(runKey, row);
      runs.add(
          new RunFact(
              run,
              word(name, row),
              word(kind, row),
              at[row],
              number[row],
              low[row],
              high[row],
              key[row],
              extra[row],
              List.copyOf(settings.getOrDefault(run, List.of())),
              curves.get(run),
              hygiene.get(run),
              pulses.get(run)));
    }
    runs.sort(
        Comparator.comparing(
                (RunFact run) -> run.startedAt(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RunFact::key));
    return runs;
  }

  private Map<String, PulseFact> pulses() {
    Map<String, PulseFact> pulses = new HashMap<>();
    for (int row : part(5)) {
      Instant looked = until[row];
      if (looked != null) {
        pulses.put(
            word(runKey, row),
            new PulseFact(
                word(kind, row),
                word(text, row),
                word(extra, row),
                number[row],
                low[row],
                at[row],
                looked));
      }
    }
    return pulses;
  }

  /** Among the better half, if it was repeated: noise is often less there than among the poor. */
  private @Nullable NoiseFact noise() {
    NoiseFact chosen = null;
    for (int row : part(6)) {
      boolean known = number[row] > 0 && n[row] >= LEAST_DEGREES;
      if (known && (chosen == null || "better_half".equals(kind[row]))) {
        chosen = new NoiseFact(number[row], n[row]);
      }
    }
    return chosen;
  }

  private ModelFacts model() {
    if (part(7).isEmpty()) {
      return ModelFacts.NONE;
    }
    int about = part(7).get(0);
    List<Share> shares = new ArrayList<>();
    part(8).forEach(row -> shares.add(new Share(word(key, row), number[row], low[row], high[row])));
    shares.sort(
        Comparator.comparingDouble((Share each) -> -each.share()).thenComparing(Share::param));
    List<Param> params = new ArrayList<>();
    part(9)
        .forEach(
            row ->
                params.add(
                    new Param(
                        word(key, row),
                        word(kind, row),
                        word(text, row),
                        word(extra, row),
                        number[row],
                        low[row],
                        high[row],
                        n[row])));
    params.sort(Comparator.comparing(Param::param));
    List<Group> groups = new ArrayList<>();
    part(10)
        .forEach(row -> groups.add(new Group(word(key, row), number[row], low[row], high[row])));
    List<Edge> edges = new ArrayList<>();
    part(11).forEach(row -> edges.add(new Edge(word(key, row), word(kind, row), number[row])));
    return new ModelFacts(word(kind, about), n[about], shares, params, groups, edges);
  }

  private TrendFacts trend() {
    Map<String, Integer> levels = new HashMap<>();
    part(13).forEach(row -> levels.put(word(key, row), row));
    Map<String, Cause> causes = new HashMap<>();
    part(14)
        .forEach(
            row ->
                causes.put(
                    word(key, row),
                    new Cause(
                        word(kind, row),
                        word(name, row),
                        word(text, row),
                        word(extra, row),
                        low[row],
                        high[row])));
    List<Step> steps = new ArrayList<>();
    for (int row : part(12)) {
      String week = word(key, row);
      Integer level = levels.get(week);
      if (level != null) {
        steps.add(
            new Step(
                LocalDate.parse(week.substring(0, 10)),
                word(kind, row),
                number[level],
                low[level],
                low[row],
                high[row],
                n[level],
                n[row],
                causes.get(week)));
      }
    }
    steps.sort(Comparator.comparing(Step::week));
    List<Trend> trends = new ArrayList<>();
    part(15)
        .forEach(
            row ->
                trends.add(
                    new Trend(
                        word(key, row),
                        word(name, row),
                        word(kind, row),
                        word(text, row),
                        number[row],
                        low[row],
                        high[row],
                        n[row])));
    trends.sort(Comparator.comparing(Trend::series).thenComparing(Trend::test));
    return new TrendFacts(steps, trends);
  }

  private @Nullable StoppingFact stopping() {
    if (part(16).isEmpty()) {
      return null;
    }
    int row = part(16).get(0);
    return new StoppingFact(
        word(text, row), word(kind, row), number[row], low[row], high[row], n[row]);
  }

  private static String word(@Nullable String[] column, int row) {
    return requireNonNullElse(column[row], "");
  }
}
