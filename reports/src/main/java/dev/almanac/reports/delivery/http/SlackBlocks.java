package dev.almanac.reports.delivery.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import dev.almanac.reports.delivery.message.PlainTable;

/**
 * Writes a message as blocks of Slack, within its limits: 50 blocks, 3000 characters a text, 150 in
 * a header, and some 9,000 characters in all, beyond which Slack refuses messages although its
 * documentation does not say so (slackapi/bolt-js issue 2867). What Slack reads in a text is
 * escaped (api.slack.com/reference/surfaces/formatting), and {@code verbatim} keeps names and
 * addresses in it from becoming links.
 */
public final class SlackBlocks {

  static final int MOST_BLOCKS = 50;
  static final int MOST_CHARACTERS = 3000;
  static final int MOST_IN_ALL = 9000;
  private static final int MOST_IN_HEADER = 150;

  private SlackBlocks() {}

  /** Returns the payload. */
  public static ObjectNode of(Message message) {
    Message fitting = message;
    while (true) {
      ObjectNode payload = payload(fitting);
      boolean fits =
          payload.path("blocks").size() <= MOST_BLOCKS
              && payload.path("blocks").toString().length() <= MOST_IN_ALL;
      if (fits || fitting.parts().size() < 2) {
        return payload;
      }
      fitting = fitting.shorter();
    }
  }

  private static ObjectNode payload(Message message) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    // What notifications show.
    payload.put("text", escaped(message.subject()));
    payload.put("unfurl_links", false);
    payload.put("unfurl_media", false);
    ArrayNode blocks = payload.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header");
    header
        .putObject("text")
        .put("type", "plain_text")
        .put("text", cut(message.title(), MOST_IN_HEADER))
        .put("emoji", false);
    if (!message.subtitle().isEmpty()) {
      context(blocks, message.subtitle());
    }
    message.parts().forEach(part -> add(blocks, part));
    if (message.link() != null) {
      String label = message.kind() == Message.Kind.REPORT ? "Open the report" : "Open the archive";
      section(blocks, "<" + escaped(message.link()).replace("|", "%7C") + "|" + label + ">");
    }
    return payload;
  }

  private static void add(ArrayNode blocks, Part part) {
    if (part instanceof Part.Heading heading) {
      section(blocks, "*" + escaped(heading.text()) + "*");
    } else if (part instanceof Part.Text text) {
      if (text.tone() == Part.Tone.DIM) {
        context(blocks, text.text());
      } else {
        section(blocks, escaped(text.text()));
      }
    } else if (part instanceof Part.Item item) {
      String caveat = item.caveat().isEmpty() ? "" : " _" + escaped(item.caveat()) + "_";
      String mark = item.tone() == Part.Tone.WARNING ? "\u26a0 " : "";
      section(blocks, mark + "*" + escaped(item.title()) + "*\n" + escaped(item.text()) + caveat);
    } else if (part instanceof Part.Table table) {
      // A grave accent would end the table.
      String text = PlainTable.of(table).replace('`', '\'');
      section(blocks, "```\n" + cut(escaped(text), MOST_CHARACTERS - 10) + "\n```");
    }
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", cut(text, MOST_CHARACTERS))
        .put("verbatim", true);
  }

  private static void context(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "context")
        .putArray("elements")
        .addObject()
        .put("type", "plain_text")
        .put("text", cut(text, MOST_CHARACTERS))
        .put("emoji", false);
  }

  /** Escapes the three characters that Slack reads. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Cuts a text, not within an escaped character nor within a pair of surrogates. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    String start = text.substring(0, most - 1);
    if (Character.isHighSurrogate(start.charAt(start.length() - 1))) {
      start = start.substring(0, start.length() - 1);
    }
    int ampersand = start.lastIndexOf('&');
    if (ampersand > start.length() - 5 && start.indexOf(';', ampersand) < 0) {
      start = start.substring(0, ampersand);
    }
    return start + "…";
  }
}
