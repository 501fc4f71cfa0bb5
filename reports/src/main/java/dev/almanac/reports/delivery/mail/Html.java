package dev.almanac.reports.delivery.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a message as HTML for mail: tables for the layout, styles within the elements, 640 pixels,
 * no script, nothing to load. Colours are those of the reports' style sheet.
 */
final class Html {

  /** Gmail cuts a mail's HTML off at 102 KB; this leaves room for what servers add to it. */
  static final int MOST_BYTES = 78_000;

  private static final int LONG_WORD = 20;
  private static final String FONT =
      "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;";
  private static final String INK = "#1b2027";
  private static final String MUTED = "#5a6472";
  private static final String LINE = "#dfe3e8";
  private static final String ACCENT = "#0067a5";

  private final StringBuilder out = new StringBuilder(16_384);

  private Html() {}

  /**
   * Returns the page; parts at the end are left out, with a word, where it would grow too large.
   *
   * @param pictures what became of the message's pictures, in their order
   * @param footer a line at the end
   */
  static String of(Message message, List<Drawn> pictures, String footer) {
    Message fitting = message;
    while (true) {
      Html html = new Html();
      html.page(fitting, pictures, footer);
      if (html.out.toString().getBytes(UTF_8).length <= MOST_BYTES || fitting.parts().size() < 2) {
        return html.out.toString();
      }
      fitting = fitting.shorter();
    }
  }

  /** Escapes what HTML would read in a text. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private void page(Message message, List<Drawn> pictures, String footer) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<meta name=\"color-scheme\" content=\"light\">")
        .append("<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no\">")
        .append("<title>")
        .append(escaped(message.subject()))
        .append("</title></head>\n<body style=\"margin:0;padding:0;background:#ffffff\">\n")
        .append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"")
        .append(" border=\"0\"><tr><td align=\"center\" style=\"padding:16px\">\n")
        .append("<table role=\"presentation\" width=\"640\" cellpadding=\"0\" cellspacing=\"0\"")
        .append(" border=\"0\" style=\"width:100%;max-width:640px;text-align:left\">\n");
    row(
        "padding:0 0 4px",
        "<h1 style=\""
            + FONT
            + "margin:0;font-size:23px;line-height:1.25;color:"
            + INK
            + "\">"
            + escaped(message.title())
            + "</h1>");
    if (!message.subtitle().isEmpty()) {
      row("padding:0 0 14px", paragraph(message.subtitle(), MUTED, 14));
    }
    int picture = 0;
    for (Part part : message.parts()) {
      if (part instanceof Part.Picture chart) {
        picture(chart, picture < pictures.size() ? pictures.get(picture) : new Drawn.Missing(""));
        picture++;
      } else {
        part(part);
      }
    }
    if (message.link() != null) {
      button(message.link(), message.kind());
    }
    row("padding:20px 0 0;border-top:1px solid " + LINE, paragraph(footer, MUTED, 12));
    out.append("</table>\n</td></tr></table>\n</body></html>\n");
  }

  private void part(Part part) {
    if (part instanceof Part.Heading heading) {
      row(
          "padding:22px 0 8px",
          "<h2 style=\""
              + FONT
              + "margin:0;font-size:17px;line-height:1.3;color:"
              + INK
              + "\">"
              + escaped(heading.text())
              + "</h2>");
    } else if (part instanceof Part.Text text) {
      boolean dim = text.tone() == Part.Tone.DIM;
      row("padding:4px 0", paragraph(text.text(), color(text.tone()), dim ? 13 : 15));
    } else if (part instanceof Part.Item item) {
      item(item);
    } else if (part instanceof Part.Table table) {
      table(table);
    }
  }

  private void item(Part.Item item) {
    String caveat =
        item.caveat().isEmpty()
            ? ""
            : " <span style=\"color:" + MUTED + "\">" + escaped(item.caveat()) + "</span>";
    row(
        "padding:8px 0 8px 12px;border-left:3px solid " + edge(item.tone()),
        "<p style=\""
            + FONT
            + "margin:0;font-size:15px;line-height:1.45;color:"
            + INK
            + "\"><strong>"
            + escaped(item.title())
            + "</strong><br>"
            + escaped(item.text())
            + caveat
            + "</p>");
    out.append("<tr><td style=\"height:8px;font-size:0;line-height:0\">&nbsp;</td></tr>\n");
  }

  private void table(Part.Table table) {
    String cell = FONT + "font-size:13px;line-height:1.35;padding:5px 10px 5px 0;";
    StringBuilder inner =
        new StringBuilder(
            "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
                + " style=\"border-collapse:collapse\">\n<tr>");
    for (Part.Column column : table.columns()) {
      inner
          .append("<th scope=\"col\" align=\"")
          .append(side(column))
          .append("\" style=\"")
          .append(cell)
          .append("font-weight:600;color:")
          .append(MUTED)
          .append(";border-bottom:1px solid ")
          .append(LINE)
          .append("\">")
          .append(escaped(column.heading()))
          .append("</th>");
    }
    inner.append("</tr>\n");
    for (List<String> row : table.rows()) {
      inner.append("<tr>");
      for (int index = 0; index < row.size(); index++) {
        inner
            .append("<td valign=\"top\" align=\"")
            .append(side(table.columns().get(index)))
            .append("\" style=\"")
            .append(cell)
            .append(hasLongWord(row.get(index)) ? "word-break:break-word;" : "")
            .append("color:")
            .append(INK)
            .append(";border-bottom:1px solid ")
            .append(LINE)
            .append("\">")
            .append(escaped(row.get(index)).replace("_", "_<wbr>"))
            .append("</td>");
      }
      inner.append("</tr>\n");
    }
    row("padding:0 0 6px", inner.append("</table>").toString());
    if (table.total() > table.rows().size()) {
      row(
          "padding:0 0 6px",
          paragraph(
              "The first " + table.rows().size() + " of " + table.total() + " rows.", MUTED, 13));
    }
  }

  /** Tells whether a cell would stretch its table unless it may be broken anywhere. */
  private static boolean hasLongWord(String cell) {
    return Arrays.stream(cell.split("[\\s_/-]", -1)).anyMatch(word -> word.length() > LONG_WORD);
  }

  private static String side(Part.Column column) {
    return column.kind() == Part.Column.Kind.NUMBERS ? "right" : "left";
  }

  private void picture(Part.Picture chart, Drawn drawn) {
    if (drawn instanceof Drawn.Inline inline) {
      row(
          "padding:14px 0 2px",
          paragraph(
              chart.title() + (inline.unit().isEmpty() ? "" : ", " + inline.unit()), INK, 15));
      row("padding:0 0 4px", paragraph(chart.description(), MUTED, 13));
      row(
          "padding:0 0 8px",
          "<img src=\"cid:"
              + escaped(inline.contentId())
              + "\" width=\""
              + inline.width()
              + "\" alt=\""
              + escaped(chart.description())
              + "\" style=\"display:block;width:100%;max-width:"
              + inline.width()
              + "px;height:auto;border:0;background:#ffffff\">");
    } else if (drawn instanceof Drawn.Missing missing && !missing.reason().isEmpty()) {
      row("padding:4px 0", paragraph(missing.reason(), MUTED, 13));
    }
  }

  private void button(String link, Message.Kind kind) {
    row(
        "padding:18px 0 20px",
        "<a href=\""
            + escaped(link)
            + "\" style=\""
            + FONT
            + "display:inline-block;padding:10px 18px;background:"
            + ACCENT
            + ";color:#ffffff;font-size:15px;font-weight:600;text-decoration:none;"
            + "border-radius:4px\">"
            + (kind == Message.Kind.REPORT ? "Open the report" : "Open the archive")
            + "</a>");
  }

  private static String paragraph(String text, String color, int size) {
    return "<p style=\""
        + FONT
        + "margin:0;font-size:"
        + size
        + "px;line-height:1.45;color:"
        + color
        + "\">"
        + escaped(text)
        + "</p>";
  }

  private void row(String style, String content) {
    out.append("<tr><td style=\"").append(style).append("\">").append(content);
    out.append("</td></tr>\n");
  }

  private static String color(Part.Tone tone) {
    return switch (tone) {
      case WARNING -> "#b8470a";
      case GOOD -> "#00694c";
      case DIM -> MUTED;
      case PLAIN -> INK;
    };
  }

  private static String edge(Part.Tone tone) {
    return switch (tone) {
      case WARNING -> "#d55e00";
      case GOOD -> ACCENT;
      case DIM, PLAIN -> "#c3cad3";
    };
  }
}
