package dev.almanac.cli.sources;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac sources}: what can be read and how well, or what has been read. */
@Command(
    name = "sources",
    header = "Lists what can be read and how well; of places, what they hold.",
    description = {
      "",
      "Without places: every kind of source and tracker, what it delivers, and the versions that",
      "were tried. With places: what a sync would find there, what it could not read and why;",
      "nothing is written. With --synced: what the warehouse holds."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac sources",
      "  almanac sources ~/experiments",
      "  almanac sources ~/experiments --problems",
      "  almanac sources --synced --format json"
    })
public final class SourcesCommand implements Callable<Integer> {

  private static final SqlScript SYNCED =
      SqlScript.resource(SourcesCommand.class, "synced_sources.sql");

  @Parameters(arity = "0..*", paramLabel = "PATH-or-URI", description = "Where runs may be.")
  private final List<String> places = new ArrayList<>();

  @Option(names = "--source", paramLabel = "KIND", description = "Look for this kind alone.")
  private @Nullable String kind;

  @Option(
      names = "--problems",
      description = "Of the places, list what could not be read instead of what is there.")
  private boolean problems;

  @Option(names = "--synced", description = "List the sources in the warehouse.")
  private boolean synced;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public SourcesCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    if (!places.isEmpty()) {
      List<Place> wanted =
          places.stream().map(place -> new Place(place, null, kind, SourceOptions.NONE)).toList();
      SourceSurvey survey = new SourceSurvey(workplace).of(wanted);
      new ResultOutput(workplace.surroundings(), format, null)
          .write(problems ? survey.problems() : survey.sources());
      return survey.isComplete() ? ExitCode.OK : ExitCode.FAILED;
    }
    new ResultOutput(workplace.surroundings(), format, null).write(synced ? synced() : kinds());
    return ExitCode.OK;
  }

  private static ListCursor kinds() {
    List<ResultColumn> columns =
        List.of(
            ListCursor.text("kind"),
            ListCursor.text("tracker"),
            ListCursor.text("delivers"),
            ListCursor.text("tried"));
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (RunSourceFactory factory : Adapters.all()) {
      for (String tracker : new TreeSet<>(factory.trackers())) {
        rows.add(
            List.of(
                factory.kind(),
                tracker,
                words(factory.capabilities(tracker)),
                factory.tried(tracker)));
      }
    }
    return new ListCursor(columns, rows);
  }

  private static String words(Set<Capability> capabilities) {
    return capabilities.stream()
        .sorted()
        .map(capability -> capability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private ListCursor synced() {
    List<List<? extends @Nullable Object>> list = new ArrayList<>();
    try (Warehouse warehouse = Warehouses.open(workplace);
        QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse));
        QueryRows rows = engine.query(SYNCED, Map.of())) {
      List<ResultColumn> columns = rows.columns().stream().map(SourcesCommand::column).toList();
      while (rows.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
          row.add(rows.value(column));
        }
        list.add(row);
      }
      return new ListCursor(columns, list);
    }
  }

  private static ResultColumn column(QueryRows.Column column) {
    return switch (column.type()) {
      case BIGINT, INTEGER, DOUBLE -> ListCursor.bigint(column.name());
      case TEXT -> ListCursor.text(column.name());
      case BOOLEAN, TIMESTAMP, DATE ->
          new ResultColumn(
              column.name(),
              column.type().name().toLowerCase(Locale.ROOT),
              ResultColumn.Kind.OTHER);
    };
  }
}
