package dev.almanac.reports.author;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.almanac.reports.spec.ChartSpec;
import dev.almanac.reports.spec.ParamSpec;
import dev.almanac.reports.spec.QuerySpec;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import dev.almanac.reports.spec.SectionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of a report that begins as a copy of another one. Every file says what it is for, and
 * the report renders as it stands.
 *
 * @param name name of the new report
 * @param from the report that is copied; {@link #STARTER} for two sections and nothing more
 */
public record NewReport(String name, String from) {

  /** The report of two sections to begin with; not one that is listed or rendered by itself. */
  public static final String STARTER = "starter";

  private static final Set<String> TAKEN = Set.of("lib", "assets", "echarts", STARTER);

  /** Checks the name. */
  public NewReport {
    requireNonNull(from, "from is null");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new ReportException(
          "Cannot call a report '" + name + "': use letters, digits, '.', '_' and '-'.");
    }
    if (TAKEN.contains(name)) {
      throw new ReportException(
          "Cannot call a report '" + name + "': Almanac keeps other things under that name.");
    }
  }

  /**
   * Writes the folder; it appears whole or not at all.
   *
   * @param pieces where the report that is copied is
   * @param reports folder of the user's reports; made if it is missing
   * @return the folder of the report
   * @throws ReportException if the folder exists, or the report that is copied does not
   * @throws IOException if it cannot be written
   */
  public Path write(ReportPieces pieces, Path reports) throws IOException {
    Path target = reports.resolve(name);
    if (Files.exists(target)) {
      throw new ReportException(
          "Cannot make " + target + ": it exists. Choose another name, or delete it first.");
    }
    Map<String, String> files = files(pieces);
    Files.createDirectories(reports);
    Path stage = reports.resolve("." + name + "-" + ProcessHandle.current().pid());
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = stage.resolve(file.getKey());
        Files.createDirectories(requireNonNull(path.getParent(), "parent"));
        Files.writeString(path, file.getValue(), UTF_8);
      }
      Files.move(stage, target);
    } finally {
      delete(stage);
    }
    return target;
  }

  /** Returns the text of each file by its path in the folder. */
  private Map<String, String> files(ReportPieces pieces) {
    ReportSpec spec = ReportYaml.read(from, pieces);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("report.yaml", header() + body(pieces.require(from + "/report.yaml").text()));
    for (ParamSpec param : spec.params()) {
      String choices = param.choices();
      if (choices != null) {
        add(files, pieces, choices, "");
      }
    }
    for (SectionSpec section : spec.sections()) {
      add(files, pieces, section.template(), note(section));
      for (QuerySpec query : section.queries()) {
        add(files, pieces, query.file(), "");
        query.parts().forEach(part -> add(files, pieces, part, ""));
      }
    }
    return files;
  }

  /** What the report takes from others stays theirs. */
  private void add(Map<String, String> files, ReportPieces pieces, String path, String note) {
    if (path.startsWith(from + "/")) {
      files.computeIfAbsent(
          path.substring(from.length() + 1), file -> note + pieces.require(path).text());
    }
  }

  private String header() {
    return """
        # $NAME: a report of your own, begun as a copy of $ORIGIN.
        #
        #   almanac report preview $NAME --watch   shows it, and again within a second of each change
        #   almanac report run $NAME --period last-week
        #
        # Each section names its queries (sql), its charts, and has a template, ID.ftlh beside this file.
        # Queries know :period_start, :period_end (excluded), :previous_start, :previous_end, :now, :zone.
        # Templates see rows.NAME of each query, charts.NAME, period, previous, zone, snapshot; macros are
        # ui.* and c.*. A file lib/ui.ftlh or assets/report.css beside this folder replaces the built-in one.
        # docs/reports.md explains every key and macro, reports/README.md has recipes.
        """
        .replace("$ORIGIN", from.equals(STARTER) ? "the smallest report" : from)
        .replace("$NAME", name);
  }

  /** Returns the YAML without the comments it begins with; the smallest report gets a title. */
  private String body(String yaml) {
    String body =
        yaml.lines()
            .dropWhile(line -> line.startsWith("#"))
            .collect(Collectors.joining("\n", "", "\n"));
    return from.equals(STARTER) ? body.replaceFirst("(?m)^title: .*$", "title: " + title()) : body;
  }

  private String title() {
    String words = name.replaceAll("[._-]+", " ").strip();
    return "\"" + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + "\"";
  }

  /** Says what the template of a section sees. */
  private static String note(SectionSpec section) {
    Set<String> seen = new TreeSet<>();
    section.queries().stream().map(QuerySpec::name).forEach(query -> seen.add("rows." + query));
    section.charts().stream().map(ChartSpec::name).forEach(chart -> seen.add("charts." + chart));
    if (section.findings()) {
      seen.add("findings");
    }
    return "<#-- Section "
        + section.id()
        + (seen.isEmpty() ? "" : ". Sees " + String.join(", ", seen))
        + ". -->\n";
  }

  private static void delete(Path stage) throws IOException {
    if (Files.notExists(stage)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stage)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
