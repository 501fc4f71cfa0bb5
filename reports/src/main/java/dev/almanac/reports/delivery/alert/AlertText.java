package dev.almanac.reports.delivery.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.analyses.wording.Numbers;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import dev.almanac.reports.delivery.message.Part.Column;
import dev.almanac.reports.delivery.message.Part.Tone;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the message about an alert. */
public final class AlertText {

  private static final int MOST_COLUMNS = 6;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  private final @Nullable String archiveUrl;

  /**
   * Creates it.
   *
   * @param archiveUrl where a web server shows the archive, or null if none does
   */
  public AlertText(@Nullable String archiveUrl) {
    this.archiveUrl = archiveUrl;
  }

  /**
   * Makes the message about what a check found.
   *
   * @param description of the alert; may be empty
   * @param zone in which times are told
   */
  public Message of(AlertEntry entry, String description, ZoneId zone) {
    Alert.Notice notice = entry.notice() == null ? Alert.Notice.WHILE_TRUE : entry.notice();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Text(said(entry, notice, zone), tone(notice)));
    if (!description.isEmpty()) {
      parts.add(new Part.Text(description, Tone.PLAIN));
    }
    if (!entry.rows().columns().isEmpty() && !entry.rows().rows().isEmpty()) {
      parts.add(new Part.Heading(heading(notice)));
      parts.add(table(entry.rows()));
    }
    return new Message(
        entry.key(),
        List.of(AlertEntry.subject(entry.alert())),
        Message.Kind.ALERT,
        subject(entry, notice),
        "Alert " + entry.alert(),
        "Checked " + MINUTE.format(entry.at().atZone(zone)) + ", " + zone.getId(),
        parts,
        archiveUrl,
        data(entry, notice, description),
        null);
  }

  private static String subject(AlertEntry entry, Alert.Notice notice) {
    return switch (notice) {
      case FIRST_TIME -> "Alert: " + entry.alert() + " (" + rows(entry) + ")";
      case WHILE_TRUE -> "Still: " + entry.alert() + " (" + rows(entry) + ")";
      case RECOVERED -> "Recovered: " + entry.alert();
      case BROKEN -> "Alert cannot be checked: " + entry.alert();
    };
  }

  private static String said(AlertEntry entry, Alert.Notice notice, ZoneId zone) {
    String since = MINUTE.format(entry.since().atZone(zone));
    return switch (notice) {
      case FIRST_TIME -> "It began to fire: the query returns " + rows(entry) + ".";
      case WHILE_TRUE ->
          "It is still firing, since "
              + since
              + " ("
              + Numbers.duration(Duration.between(entry.since(), entry.at()).toSeconds())
              + "): the query returns "
              + rows(entry)
              + ".";
      case RECOVERED -> "It does not fire any more: the query returns no rows.";
      case BROKEN ->
          "Its query does not run, so nobody knows whether it fires: "
              + entry.message()
              + " Mend the query in almanac.yaml; until then this alert is silent.";
    };
  }

  private static String rows(AlertEntry entry) {
    long total = entry.rows().total();
    return Numbers.count(total) + (total == 1 ? " row" : " rows");
  }

  private static String heading(Alert.Notice notice) {
    return switch (notice) {
      case FIRST_TIME, WHILE_TRUE -> "What the query returns";
      case RECOVERED, BROKEN -> "What the query returned before";
    };
  }

  private static Tone tone(Alert.Notice notice) {
    return notice == Alert.Notice.RECOVERED ? Tone.GOOD : Tone.WARNING;
  }

  private static Part table(AlertRows rows) {
    int columns = Math.min(MOST_COLUMNS, rows.columns().size());
    return new Part.Table(
        rows.columns().subList(0, columns).stream()
            .map(name -> new Column(name, Column.Kind.WORDS))
            .toList(),
        rows.rows().stream().map(row -> row.subList(0, columns)).toList(),
        rows.total());
  }

  private static ObjectNode data(AlertEntry entry, Alert.Notice notice, String description) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", entry.alert());
    json.put("notice", notice.word());
    json.put("state", entry.state().word());
    json.put("since", entry.since().toString());
    json.put("at", entry.at().toString());
    json.put("description", description);
    json.put("message", entry.message());
    json.put("total", entry.rows().total());
    ArrayNode columns = json.putArray("columns");
    entry.rows().columns().forEach(columns::add);
    ArrayNode rows = json.putArray("rows");
    entry.rows().rows().forEach(row -> row.forEach(rows.addArray()::add));
    return json;
  }
}
