package dev.almanac.reports.delivery.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Manifest;
import dev.almanac.reports.archive.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the message about an archived report, from the archive's files alone: what it says is what
 * the report said, whenever it is sent.
 */
public final class Digest {

  private static final int MOST_FINDINGS = 6;
  private static final int MOST_REASONS = 5;
  private static final int MOST_CHARTS = 3;

  private final Archive archive;
  private final @Nullable String archiveUrl;

  /**
   * Creates a maker of digests.
   *
   * @param archiveUrl where a web server shows the archive, or null if none does
   */
  public Digest(Archive archive, @Nullable String archiveUrl) {
    this.archive = archive;
    this.archiveUrl = archiveUrl;
  }

  /**
   * Makes the message about a report.
   *
   * @throws dev.almanac.reports.archive.ArchiveException if its files cannot be read
   */
  public Message of(Revision revision) {
    Manifest manifest = archive.manifest(revision);
    ArchivedData data = new ArchivedData(archive.data(revision));
    String link = link(revision);
    List<Part> parts = new ArrayList<>(state(manifest));
    addHeadlines(data, parts);
    List<String> projects = projects(data);
    List<Part.Picture> charts =
        PageCharts.of(archive.pageText(revision)).best(projects, MOST_CHARTS);
    DigestTables tables = new DigestTables(data, manifest.period().toPeriod());
    parts.addAll(tables.leaderboard());
    charts.stream().limit(2).forEach(parts::add);
    parts.addAll(tables.activity());
    charts.stream().skip(2).forEach(parts::add);
    parts.addAll(tables.failures());
    parts.add(rest(revision, link));
    return new Message(
        revision.name(),
        earlier(revision, manifest),
        Message.Kind.REPORT,
        subject(revision, manifest),
        manifest.title(),
        subtitle(revision, manifest),
        parts,
        link,
        data(revision, manifest, data, link),
        revision.folder());
  }

  private @Nullable String link(Revision revision) {
    if (archiveUrl == null) {
      return null;
    }
    return archiveUrl.replaceAll("/+$", "") + "/" + revision.name() + "/index.html";
  }

  private static String subject(Revision revision, Manifest manifest) {
    String again = revision.number() > 1 ? " (revision " + revision.number() + ")" : "";
    String flawed = manifest.state().equals("degraded") ? "Incomplete: " : "";
    String news = manifest.state().equals("skipped-empty") ? "No runs" : manifest.headline();
    return flawed
        + manifest.title()
        + ", "
        + manifest.period().label()
        + again
        + (news.isEmpty() ? "" : ": " + news);
  }

  private static String subtitle(Revision revision, Manifest manifest) {
    String again = revision.number() > 1 ? ", revision " + revision.number() : "";
    return manifest.period().label()
        + " ("
        + manifest.period().firstDay()
        + " to "
        + manifest.period().toPeriod().endDay().minusDays(1)
        + ", "
        + manifest.period().zone()
        + ")"
        + again;
  }

  /** Returns the thread and the newest report on the period before. */
  private List<String> earlier(Revision revision, Manifest manifest) {
    List<String> earlier = new ArrayList<>();
    earlier.add(revision.series());
    String before = manifest.period().toPeriod().previous().id();
    archive.revisions(revision.series(), before).stream()
        .reduce((first, second) -> second)
        .ifPresent(found -> earlier.add(found.name()));
    if (revision.number() > 1) {
      earlier.add(revision.series() + "/" + revision.period() + "/r" + (revision.number() - 1));
    }
    return earlier;
  }

  private static List<Part> state(Manifest manifest) {
    List<Part> parts = new ArrayList<>();
    if (manifest.state().equals("skipped-empty")) {
      parts.add(
          new Part.Text(
              manifest.reasons().isEmpty()
                  ? "Nothing happened in this period."
                  : String.join(" ", manifest.reasons()),
              Part.Tone.PLAIN));
    } else if (manifest.state().equals("degraded")) {
      parts.add(new Part.Text("This report is not complete:", Part.Tone.WARNING));
      manifest.reasons().stream()
          .limit(MOST_REASONS)
          .forEach(reason -> parts.add(new Part.Text(reason, Part.Tone.WARNING)));
      int more = manifest.reasons().size() - MOST_REASONS;
      if (more > 0) {
        parts.add(new Part.Text("And " + more + " more reasons.", Part.Tone.WARNING));
      }
    }
    return parts;
  }

  private static void addHeadlines(ArchivedData data, List<Part> parts) {
    List<JsonNode> findings = data.findings();
    for (JsonNode finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
      parts.add(
          new Part.Item(
              finding.path("title").asText(),
              finding.path("sentence").asText(),
              finding.path("caveat").asText(),
              tone(finding)));
    }
    if (findings.size() > MOST_FINDINGS) {
      int more = findings.size() - MOST_FINDINGS;
      parts.add(
          new Part.Text(
              "And " + more + (more == 1 ? " more finding" : " more findings") + " in the report.",
              Part.Tone.DIM));
    }
  }

  private static Part.Tone tone(JsonNode finding) {
    return switch (finding.path("severity").asText().toUpperCase(Locale.ROOT)) {
      case "ACT" -> Part.Tone.WARNING;
      case "NEWS" -> Part.Tone.GOOD;
      default -> Part.Tone.PLAIN;
    };
  }

  /** Returns the projects that the digest speaks of: with a new best, then by the findings. */
  private static List<String> projects(ArchivedData data) {
    List<String> projects = new ArrayList<>();
    for (ArchivedData.Row row : data.rows("leaderboard", "standing")) {
      if (row.count("n_now") > 0 && row.number("gain") > 0) {
        projects.add(row.text("project"));
      }
    }
    data.findings().forEach(finding -> projects.add(finding.path("project").asText()));
    return projects;
  }

  private static Part rest(Revision revision, @Nullable String link) {
    String where =
        link == null
            ? "The whole report is in the archive as " + revision.name() + "."
            : "The whole report is one page that works offline.";
    return new Part.Text(where, Part.Tone.DIM);
  }

  private static ObjectNode data(
      Revision revision, Manifest manifest, ArchivedData archived, @Nullable String link) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("series", revision.series());
    json.put("report", manifest.report());
    json.put("title", manifest.title());
    ObjectNode period = json.putObject("period");
    period.put("id", manifest.period().id());
    period.put("label", manifest.period().label());
    period.put("start", manifest.period().start().toString());
    period.put("end", manifest.period().end().toString());
    period.put("zone", manifest.period().zone());
    json.put("revision", revision.number());
    json.put("state", manifest.state());
    ArrayNode reasons = json.putArray("reasons");
    manifest.reasons().forEach(reasons::add);
    json.put("as_of", manifest.asOf().toString());
    json.put("snapshot", manifest.snapshot().id());
    json.put("link", link);
    json.put("headline", manifest.headline());
    ArrayNode findings = json.putArray("findings");
    archived.findings().forEach(findings::add);
    Manifest.Digested page = manifest.files().get("index.html");
    json.put("page_sha256", page == null ? null : page.sha256());
    return json;
  }
}
