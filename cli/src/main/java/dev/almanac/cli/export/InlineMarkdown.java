package dev.almanac.cli.export;

import dev.almanac.cli.output.VisibleText;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes the text of an element as one line of Markdown. Whatever Markdown or HTML would interpret
 * in the text is escaped; links go to http and https alone.
 */
final class InlineMarkdown {

  private static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e]+");

  private final StringBuilder out = new StringBuilder();

  private InlineMarkdown() {}

  static String of(Element element) {
    InlineMarkdown line = new InlineMarkdown();
    element.childNodes().forEach(line::node);
    String text = line.out.toString().replaceAll("\\s+", " ").strip();
    return VisibleText.of(atLineStart(text));
  }

  private void node(Node node) {
    if (node instanceof TextNode text) {
      out.append(escaped(text.getWholeText()));
    } else if (node instanceof Element element) {
      element(element);
    }
  }

  private void element(Element element) {
    switch (element.normalName()) {
      case "script", "style", "button", "input", "svg" -> {
        // Nothing of these can be read.
      }
      case "br" -> out.append("; ");
      case "strong", "b" -> wrapped(element, "**");
      case "em", "i" -> wrapped(element, "*");
      case "code" -> code(element.text());
      case "a" -> link(element);
      default -> {
        // What stands small beside a heading or a title in the page.
        boolean aside = element.hasClass("unit") && !out.isEmpty();
        out.append(aside ? "(" : "");
        if (!element.hasClass("vh")) {
          element.childNodes().forEach(this::node);
        }
        out.append(aside ? ")" : "");
      }
    }
  }

  private void wrapped(Element element, String mark) {
    String inner = of(element);
    if (!inner.isEmpty()) {
      out.append(mark).append(inner).append(mark);
    }
  }

  /** Backticks cannot be escaped within code, only outnumbered; a bar would end a table's cell. */
  private void code(String text) {
    if (text.indexOf('`') >= 0 || text.indexOf('|') >= 0 || text.isBlank()) {
      out.append(escaped(text));
    } else {
      out.append('`').append(text.replaceAll("\\s+", " ")).append('`');
    }
  }

  private void link(Element link) {
    String target = link.attr("href");
    String words = of(link);
    if (LINK.matcher(target).matches()) {
      // These end a link's target, a table's cell or its brackets.
      String safe =
          target
              .replace("(", "%28")
              .replace(")", "%29")
              .replace("<", "%3C")
              .replace(">", "%3E")
              .replace("|", "%7C")
              .replace("\\", "%5C");
      out.append('[').append(words).append("](").append(safe).append(')');
    } else if (!link.hasClass("evidence") && !link.hasClass("query")) {
      out.append(words);
    }
  }

  /** Escapes what begins a heading, a list, a quote or a rule at the start of a line. */
  private static String atLineStart(String text) {
    if (text.matches("(?s)(#{1,6}|[-+]|[=-]{2,})(\\s.*)?")) {
      return "\\" + text;
    }
    return text.replaceFirst("^(\\d{1,9})([.)])(?=\\s|$)", "$1\\\\$2");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        // GitHub makes mentions and references of text that is rendered already; a comment parts
        // it.
        case '@' -> escaped.append("@<!-- -->");
        case '#' -> escaped.append("#<!-- -->");
        case '|', '\\', '`', '*', '[', ']', '~', '!', '$' -> escaped.append('\\').append(c);
        case '_' -> escaped.append(isWithinWord(text, at) ? "_" : "\\_");
        // Addresses become links by themselves (GFM 6.9).
        case ':' -> escaped.append(text.startsWith("//", at + 1) ? ":<!-- -->" : ":");
        case '.' -> escaped.append(text.startsWith("www", Math.max(0, at - 3)) ? ".<!-- -->" : ".");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Tells an underscore that Markdown leaves alone (GFM 6.2: intraword emphasis needs stars). */
  private static boolean isWithinWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
