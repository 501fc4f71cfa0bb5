package dev.almanac.cli.sources;

import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What places hold, as far as listing tells: nothing is read whole, and nothing is written. */
final class SourceSurvey {

  /** Shown on the side; all of them with {@code --problems}. */
  private static final int MOST_SHOWN = 5;

  private static final List<ResultColumn> SOURCES =
      List.of(
          ListCursor.text("source"),
          ListCursor.text("kind"),
          ListCursor.text("logged"),
          ListCursor.bigint("runs"),
          ListCursor.bigint("running"),
          ListCursor.bigint("problems"),
          ListCursor.text("location"));

  private static final List<ResultColumn> PROBLEMS =
      List.of(
          ListCursor.text("source"),
          ListCursor.text("run"),
          ListCursor.text("kind"),
          ListCursor.text("location"),
          ListCursor.bigint("offset"),
          ListCursor.text("reason"));

  private final Workplace workplace;
  private final List<List<? extends @Nullable Object>> sources = new ArrayList<>();
  private final List<List<? extends @Nullable Object>> problems = new ArrayList<>();
  private boolean failed;

  SourceSurvey(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Looks at places. */
  SourceSurvey of(List<Place> places) throws IOException {
    for (SourceSpec source : new SourceFinder(workplace).find(places)) {
      look(source);
    }
    problems.stream()
        .limit(MOST_SHOWN)
        .forEach(row -> workplace.note(row.get(0) + ": " + row.get(3) + ": " + row.get(5)));
    if (problems.size() > MOST_SHOWN) {
      workplace.note(
          "... and " + (problems.size() - MOST_SHOWN) + " more; --problems lists all of them");
    }
    return this;
  }

  /** Returns one row a source and sort of logs in it. */
  ListCursor sources() {
    return new ListCursor(SOURCES, sources);
  }

  /** Returns one row for each thing that cannot be read. */
  ListCursor problems() {
    return new ListCursor(PROBLEMS, problems);
  }

  /** Tells whether all sources could be listed. */
  boolean isComplete() {
    return !failed;
  }

  private void look(SourceSpec spec) {
    try (RunSource source = Adapters.open(spec)) {
      RunListing listing = source.list();
      listing.problems().forEach(problem -> add(spec, problem));
      Map<String, long[]> counts = new TreeMap<>();
      for (RunEntry entry : listing.runs()) {
        String logged = entry.logged();
        long[] count =
            counts.computeIfAbsent(logged == null ? spec.kind() : logged, x -> new long[2]);
        count[0]++;
        count[1] += entry.live() ? 1 : 0;
      }
      if (counts.isEmpty()) {
        counts.put(spec.kind(), new long[2]);
      }
      boolean isFirst = true;
      for (Map.Entry<String, long[]> each : counts.entrySet()) {
        // Problems belong to the source as a whole: they are counted once.
        long wrong = isFirst ? listing.problems().size() : 0;
        addSource(spec, each.getKey(), each.getValue()[0], each.getValue()[1], wrong);
        isFirst = false;
      }
    } catch (IOException exception) {
      failed = true;
      String message = exception.getMessage();
      addSource(spec, "cannot be read", 0, 0, 1);
      problems.add(
          Arrays.<@Nullable Object>asList(
              spec.name(),
              null,
              "unreadable",
              spec.location().toString(),
              -1L,
              message == null ? exception.toString() : message));
    }
  }

  private void addSource(SourceSpec spec, String logged, long runs, long running, long wrong) {
    sources.add(
        List.of(
            spec.name(),
            spec.kind() + " " + spec.format(),
            logged,
            runs,
            running,
            wrong,
            spec.location().toString()));
  }

  private void add(SourceSpec spec, Problem problem) {
    problems.add(
        Arrays.<@Nullable Object>asList(
            spec.name(),
            problem.runId(),
            problem.kind().name().toLowerCase(Locale.ROOT),
            problem.location(),
            problem.offset(),
            problem.reason()));
  }
}
