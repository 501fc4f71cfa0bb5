package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ProjectFacts.NoiseFact;
import dev.almanac.analyses.finding.ProjectFacts.StoppingFact;
import dev.almanac.analyses.finding.RunFact.CurveFact;
import dev.almanac.analyses.finding.RunFact.HygieneFact;
import dev.almanac.analyses.finding.RunFact.PulseFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the facts of project p: runs by the day of the month before and of the week itself. */
final class Facts {

  /** The week that tests ask for, and the four before it. */
  static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);

  private final List<RunFact> runs = new ArrayList<>();
  private boolean larger = true;
  private @Nullable NoiseFact noise;
  private ModelFacts model = ModelFacts.NONE;
  private TrendFacts trend = TrendFacts.NONE;
  private @Nullable StoppingFact stopping;
  private Instant readAt = at(7).plusSeconds(3600);

  /** Returns the week that is so many weeks before the one asked for. */
  static Span week(int back) {
    LocalDate monday = MONDAY.minusWeeks(back);
    return new Span(monday, monday.plusWeeks(1), ZoneOffset.UTC, "week");
  }

  /** Returns noon-less midnight of a day, counted from the Monday asked for; may be negative. */
  static Instant at(int day) {
    return MONDAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Returns what one kind says of the week. */
  static List<Claim> claims(ClaimWriter writer, ProjectFacts facts) {
    return writer.write(facts, week(0));
  }

  Facts smallerIsBetter() {
    larger = false;
    return this;
  }

  Facts noise(double sd, long degrees) {
    noise = new NoiseFact(sd, degrees);
    return this;
  }

  Facts model(ModelFacts facts) {
    model = facts;
    return this;
  }

  Facts trend(TrendFacts facts) {
    trend = facts;
    return this;
  }

  Facts stopping(StoppingFact fact) {
    stopping = fact;
    return this;
  }

  Facts readAt(Instant time) {
    readAt = time;
    return this;
  }

  Facts run(RunFact run) {
    runs.add(run);
    return this;
  }

  /** Adds finished runs with values, on one day. */
  Facts values(int day, double... values) {
    for (double value : values) {
      run(run(day, "finished", value));
    }
    return this;
  }

  /** Adds runs of a status, on one day. */
  Facts ended(int day, String status, int count, Setting... settings) {
    for (int each = 0; each < count; each++) {
      run(withSettings(run(day, status, Double.NaN), settings));
    }
    return this;
  }

  RunFact run(int day, String status, double value) {
    String key = "r" + runs.size();
    return new RunFact(
        key,
        "run-" + runs.size(),
        status,
        at(day),
        60,
        value,
        value,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  static RunFact withSettings(RunFact run, Setting... settings) {
    return new RunFact(
        run.key(),
        run.name(),
        run.status(),
        run.startedAt(),
        run.seconds(),
        run.value(),
        run.last(),
        run.configuration(),
        run.family(),
        List.of(settings),
        run.curve(),
        run.hygiene(),
        run.pulse());
  }

  static RunFact with(
      RunFact run,
      @Nullable String configuration,
      @Nullable CurveFact curve,
      @Nullable HygieneFact hygiene,
      @Nullable PulseFact pulse) {
    return new RunFact(
        run.key(),
        run.name(),
        run.status(),
        run.startedAt(),
        run.seconds(),
        run.value(),
        run.last(),
        configuration,
        configuration,
        run.settings(),
        curve,
        hygiene,
        pulse);
  }

  static Setting param(String key, String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException exception) {
      number = Double.NaN;
    }
    return new Setting("param", key, text, number);
  }

  ProjectFacts end() {
    List<RunFact> sorted = new ArrayList<>(runs);
    sorted.sort(
        Comparator.comparing(
                (RunFact run) -> run.startedAt(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(RunFact::key));
    return new ProjectFacts(
        "p", "acc", larger, readAt, ZoneOffset.UTC, sorted, noise, model, trend, stopping);
  }
}
