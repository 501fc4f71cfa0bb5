package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the pages that lead to archived reports. What it knows of each is kept in a file, so that a
 * new report costs the reading of one manifest, however many there are; folders that the file does
 * not know are read, so that a crash between the report and its index heals with the next one. Used
 * under the archive's lock.
 */
final class ArchiveIndex {

  static final String CACHE = "index.json";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  private final Archive archive;

  ArchiveIndex(Archive archive) {
    this.archive = archive;
  }

  /** What the index says of one revision. */
  record Entry(
      String name,
      String series,
      String title,
      String period,
      String label,
      String firstDay,
      Instant start,
      String zone,
      boolean partial,
      int revision,
      String state,
      List<String> reasons,
      Instant asOf,
      String headline) {

    static Entry of(Revision revision, Manifest manifest) {
      return new Entry(
          revision.name(),
          revision.series(),
          manifest.title(),
          revision.period(),
          manifest.period().label(),
          manifest.period().firstDay(),
          manifest.period().start(),
          manifest.period().zone(),
          manifest.period().partial(),
          revision.number(),
          manifest.state(),
          manifest.reasons(),
          manifest.asOf(),
          manifest.headline());
    }

    /** Stands for a revision whose manifest cannot be read. */
    static Entry damaged(Revision revision, String reason) {
      return new Entry(
          revision.name(),
          revision.series(),
          revision.series(),
          revision.period(),
          revision.period(),
          LocalDate.EPOCH.toString(),
          Instant.EPOCH,
          ZoneOffset.UTC.getId(),
          false,
          revision.number(),
          "damaged",
          List.of(reason),
          Instant.EPOCH,
          "");
    }
  }

  /** The file of what is known. */
  record Known(int format, List<Entry> entries) {}

  /** Takes in what is new and writes the pages. */
  void update() throws IOException {
    Map<String, Entry> known = known();
    List<Entry> entries = new ArrayList<>();
    for (Revision revision : archive.revisions()) {
      Entry entry = known.get(revision.name());
      entries.add(entry == null ? read(revision) : entry);
    }
    Path folder = archive.folder();
    WholeFile.replace(folder.resolve("index.html"), page(entries).getBytes(UTF_8));
    redirects(entries, known);
    List<Entry> sound = entries.stream().filter(e -> !e.state().equals("damaged")).toList();
    WholeFile.replace(
        folder.resolve(CACHE),
        ArchiveJson.pretty(new Known(Manifest.FORMAT, sound)).getBytes(UTF_8));
  }

  private Entry read(Revision revision) {
    try {
      return Entry.of(revision, archive.manifest(revision));
    } catch (ArchiveException exception) {
      return Entry.damaged(revision, String.valueOf(exception.getMessage()));
    }
  }

  /** Returns what the file knows; nothing if it is missing or damaged. */
  private Map<String, Entry> known() {
    Map<String, Entry> known = new LinkedHashMap<>();
    try {
      String text = Files.readString(archive.folder().resolve(CACHE), UTF_8);
      ArchiveJson.read(text, Known.class).entries().forEach(e -> known.put(e.name(), e));
    } catch (IOException | RuntimeException unreadable) {
      // It is only a memory: the manifests say the same.
      known.clear();
    }
    return known;
  }

  /** Writes the short pages by which a period, and a series, is found under one name for good. */
  private void redirects(List<Entry> entries, Map<String, Entry> known) throws IOException {
    Map<String, Entry> newestOfPeriod = new TreeMap<>();
    Map<String, Entry> newestOfSeries = new TreeMap<>();
    boolean[] changed = new boolean[1];
    for (Entry entry : entries) {
      newestOfPeriod.put(entry.series() + "/" + entry.period(), entry);
      newestOfSeries.merge(entry.series(), entry, (a, b) -> b.start().isBefore(a.start()) ? a : b);
      changed[0] |= !known.containsKey(entry.name());
    }
    for (Map.Entry<String, Entry> period : newestOfPeriod.entrySet()) {
      redirect(period.getKey(), period.getValue(), "r" + period.getValue().revision(), known);
    }
    for (Map.Entry<String, Entry> series : newestOfSeries.entrySet()) {
      Entry entry = series.getValue();
      redirect(series.getKey(), entry, entry.period() + "/r" + entry.revision(), known);
    }
  }

  private void redirect(String path, Entry entry, String target, Map<String, Entry> known)
      throws IOException {
    Path file = archive.folder().resolve(path).resolve("index.html");
    if (known.containsKey(entry.name()) && Files.exists(file)) {
      return;
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", entry.title() + ", " + entry.label());
    model.put("target", target + "/index.html");
    WholeFile.replace(file, templates().render("lib/forward.ftlh", model).getBytes(UTF_8));
  }

  private static String page(List<Entry> entries) {
    ReportPieces pieces = new ReportPieces(null);
    Map<String, List<Entry>> bySeries = new TreeMap<>();
    entries.forEach(
        entry -> bySeries.computeIfAbsent(entry.series(), name -> new ArrayList<>()).add(entry));
    List<Map<String, Object>> series = new ArrayList<>();
    bySeries.forEach((name, own) -> series.add(series(name, own)));
    PageAssets assets = PageAssets.of(pieces.require("assets/report.css").text(), "", new byte[0]);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("series", series);
    model.put("style", Templates.markup(assets.style()));
    return templates().render("lib/archive.ftlh", model);
  }

  private static Map<String, Object> series(String name, List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing(Entry::start)
            .thenComparing(Entry::period)
            .thenComparingInt(Entry::revision)
            .reversed());
    Map<String, Map<String, Object>> periods = new LinkedHashMap<>();
    for (Entry entry : sorted) {
      Map<String, Object> newest = periods.get(entry.period());
      if (newest == null) {
        periods.put(entry.period(), row(entry));
      } else {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> older = (List<Map<String, Object>>) newest.get("older");
        if (older != null) {
          older.add(row(entry));
        }
      }
    }
    return Map.of(
        "name", name, "title", sorted.get(0).title(), "periods", List.copyOf(periods.values()));
  }

  private static Map<String, Object> row(Entry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", entry.name());
    row.put("period", entry.period());
    row.put("label", entry.label());
    row.put("partial", entry.partial());
    row.put("revision", entry.revision());
    row.put("state", entry.state());
    row.put("reasons", entry.reasons());
    row.put("as_of", MINUTE.format(entry.asOf().atZone(ZoneId.of(entry.zone()))));
    row.put("headline", entry.headline());
    row.put("older", new ArrayList<Map<String, Object>>());
    return row;
  }

  private static Templates templates() {
    return new Templates(new ReportPieces(null), ZoneOffset.UTC, Duration.ofSeconds(30));
  }
}
