package dev.almanac.reports.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.spec.ArchiveUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What archived reports said, for a report that sums them up: the findings and the rows of chosen
 * sections of every report that ended within a period, or before it, and was there at a moment.
 * Rendered again for the same moment, a report sees the same. Reads only.
 */
public final class ArchivedFacts {

  private final Archive archive;

  /** Creates a reader of an archive. */
  public ArchivedFacts(Archive archive) {
    this.archive = requireNonNull(archive, "archive is null");
  }

  /**
   * Returns a JSON array with an object for each finding and row: {@code revision} (such as {@code
   * weekly/2026-W12/r1}), {@code period}, {@code first_day}, {@code end_day} (excluded), {@code
   * as_of}, {@code state}, {@code newest} (whether no later revision of the period was there),
   * {@code section}, {@code query} ({@code finding} for findings) and {@code row}.
   *
   * @param use which report's, and which sections
   * @param about reports whose last day lies in it, or those before it
   * @param now reports that were rendered up to then
   * @throws ArchiveException if an archived report is damaged
   */
  public String json(ArchiveUse use, Period about, Instant now) {
    Map<String, List<Kept>> periods = new LinkedHashMap<>();
    for (Revision revision : archive.revisions()) {
      Manifest manifest = archive.manifest(revision);
      if (manifest.report().equals(use.report())
          && manifest.given().isEmpty()
          && !manifest.asOf().isAfter(now)
          && counts(manifest.period(), use, about)) {
        periods
            .computeIfAbsent(manifest.period().id(), id -> new ArrayList<>())
            .add(new Kept(revision, manifest));
      }
    }
    List<Map<String, @Nullable Object>> facts = new ArrayList<>();
    newest(periods.values(), use).forEach(revisions -> add(revisions, use, facts));
    return ArchiveJson.compact(facts).strip();
  }

  /** Tells whether a period ends within the other, or is of its kind and over when that begins. */
  private static boolean counts(Manifest.About period, ArchiveUse use, Period about) {
    LocalDate endDay = LocalDate.parse(period.endDay());
    if (use.earlier() > 0) {
      return period.kind().equalsIgnoreCase(about.kind().name())
          && !endDay.isAfter(about.firstDay());
    }
    LocalDate lastDay = endDay.minusDays(1);
    return !lastDay.isBefore(about.firstDay()) && lastDay.isBefore(about.endDay());
  }

  private static List<List<Kept>> newest(Collection<List<Kept>> periods, ArchiveUse use) {
    List<List<Kept>> sorted =
        periods.stream()
            .sorted(
                Comparator.comparing(
                    (List<Kept> kept) -> kept.get(0).manifest().period().endDay(),
                    Comparator.reverseOrder()))
            .toList();
    return use.earlier() == 0
        ? List.copyOf(periods)
        : sorted.subList(0, Math.min(use.earlier(), sorted.size()));
  }

  private record Kept(Revision revision, Manifest manifest) {}

  private static void add(
      List<Kept> revisions, ArchiveUse use, List<Map<String, @Nullable Object>> facts) {
    List<Kept> sorted =
        revisions.stream()
            .sorted(
                Comparator.comparing((Kept kept) -> kept.manifest().asOf())
                    .thenComparing(kept -> kept.revision().name()))
            .toList();
    for (Kept kept : sorted) {
      boolean newest = kept == sorted.get(sorted.size() - 1);
      for (JsonNode section : read(kept.revision()).path("sections")) {
        if (use.sections().contains(section.path("id").asText())) {
          add(kept, newest, section, facts);
        }
      }
    }
  }

  private static void add(
      Kept kept, boolean newest, JsonNode section, List<Map<String, @Nullable Object>> facts) {
    String id = section.path("id").asText();
    section.path("findings").forEach(row -> facts.add(fact(kept, newest, id, "finding", row)));
    for (JsonNode query : section.path("queries")) {
      String name = query.path("name").asText();
      List<String> columns = ArchivedRows.of(query).columns();
      for (JsonNode cells : query.path("rows")) {
        Map<String, JsonNode> row = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) {
          row.put(columns.get(column), cells.path(column));
        }
        facts.add(fact(kept, newest, id, name, row));
      }
    }
  }

  private static Map<String, @Nullable Object> fact(
      Kept kept, boolean newest, String section, String query, Object row) {
    Map<String, @Nullable Object> fact = new LinkedHashMap<>();
    fact.put("revision", kept.revision().name());
    fact.put("period", kept.manifest().period().id());
    fact.put("first_day", kept.manifest().period().firstDay());
    fact.put("end_day", kept.manifest().period().endDay());
    fact.put("as_of", kept.manifest().asOf());
    fact.put("state", kept.manifest().state());
    fact.put("newest", newest);
    fact.put("section", section);
    fact.put("query", query);
    fact.put("row", row);
    return fact;
  }

  private static JsonNode read(Revision revision) {
    try {
      return ArchiveJson.tree(
          Files.readString(revision.folder().resolve(Draft.DATA), StandardCharsets.UTF_8));
    } catch (IOException exception) {
      throw new ArchiveException(
          "Cannot read "
              + revision.folder().resolve(Draft.DATA)
              + ": "
              + exception.getMessage()
              + ". Restore the file from a backup.",
          exception);
    }
  }
}
