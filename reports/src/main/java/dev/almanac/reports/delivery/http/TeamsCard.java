package dev.almanac.reports.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import java.util.List;

/**
 * Writes a message as an Adaptive Card for the Teams workflow "Post to a channel when a webhook
 * request is received", which refuses more than 28 KB. Texts stand in {@code RichTextBlock}s, in
 * which nothing is read as Markdown.
 */
public final class TeamsCard {

  static final int MOST_BYTES = 26_000;

  private TeamsCard() {}

  /** Returns the payload. */
  public static ObjectNode of(Message message) {
    Message fitting = message;
    while (true) {
      ObjectNode payload = payload(fitting);
      if (payload.toString().getBytes(UTF_8).length <= MOST_BYTES || fitting.parts().size() < 2) {
        return payload;
      }
      fitting = fitting.shorter();
    }
  }

  private static ObjectNode payload(Message message) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("type", "message");
    ObjectNode attachment = payload.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.5");
    card.put("fallbackText", message.subject());
    card.putObject("msteams").put("width", "Full");
    ArrayNode body = card.putArray("body");
    run(text(body), message.title()).put("weight", "Bolder").put("size", "Large");
    if (!message.subtitle().isEmpty()) {
      run(text(body), message.subtitle()).put("isSubtle", true);
    }
    message.parts().forEach(part -> add(body, part));
    if (message.link() != null) {
      String label = message.kind() == Message.Kind.REPORT ? "Open the report" : "Open the archive";
      card.putArray("actions")
          .addObject()
          .put("type", "Action.OpenUrl")
          .put("title", label)
          .put("url", message.link());
    }
    return payload;
  }

  private static void add(ArrayNode body, Part part) {
    if (part instanceof Part.Heading heading) {
      run(text(body), heading.text()).put("weight", "Bolder").put("size", "Medium");
    } else if (part instanceof Part.Text text) {
      ObjectNode run = run(text(body), text.text());
      if (text.tone() == Part.Tone.DIM) {
        run.put("isSubtle", true);
      } else if (text.tone() == Part.Tone.WARNING) {
        run.put("color", "Warning");
      }
    } else if (part instanceof Part.Item item) {
      ArrayNode inlines = text(body);
      ObjectNode title = run(inlines, item.title() + ". ").put("weight", "Bolder");
      if (item.tone() == Part.Tone.WARNING) {
        title.put("color", "Warning");
      }
      run(inlines, item.text() + " ");
      if (!item.caveat().isEmpty()) {
        run(inlines, item.caveat()).put("isSubtle", true);
      }
    } else if (part instanceof Part.Table table) {
      table(body, table);
    }
  }

  private static void table(ArrayNode body, Part.Table table) {
    ObjectNode node = body.addObject().put("type", "Table").put("firstRowAsHeaders", true);
    ArrayNode columns = node.putArray("columns");
    for (Part.Column column : table.columns()) {
      boolean right = column.kind() == Part.Column.Kind.NUMBERS;
      columns
          .addObject()
          .put("width", 1)
          .put("horizontalCellContentAlignment", right ? "Right" : "Left");
    }
    ArrayNode rows = node.putArray("rows");
    row(rows, table.columns().stream().map(Part.Column::heading).toList(), "Bolder");
    table.rows().forEach(cells -> row(rows, cells, "Default"));
    if (table.total() > table.rows().size()) {
      String shown = "The first " + table.rows().size() + " of " + table.total() + " rows.";
      run(text(body), shown).put("isSubtle", true);
    }
  }

  private static void row(ArrayNode rows, List<String> cells, String weight) {
    ArrayNode nodes = rows.addObject().put("type", "TableRow").putArray("cells");
    for (String cell : cells) {
      ArrayNode items = nodes.addObject().put("type", "TableCell").putArray("items");
      // A text block without text is no text block.
      run(text(items), cell.isEmpty() ? "–" : cell).put("weight", weight);
    }
  }

  private static ArrayNode text(ArrayNode body) {
    return body.addObject().put("type", "RichTextBlock").putArray("inlines");
  }

  private static ObjectNode run(ArrayNode inlines, String text) {
    return inlines.addObject().put("type", "TextRun").put("text", text);
  }
}
