package dev.almanac.cli.export;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Writes the page of a report as GitHub-flavoured Markdown (GFM 0.29): headings, headlines,
 * sentences and tables, the longer ones cut with a count of what is left out. Of charts there is
 * the title and the table behind it. SQL stays in the page.
 */
public final class PageMarkdown {

  /** More rows than these nobody reads in a comment or a chat. */
  private static final int MOST_ROWS = 25;

  /** A chart of more points says little as a table. */
  private static final int MOST_POINTS = 12;

  private final StringBuilder out = new StringBuilder();

  private PageMarkdown() {}

  /**
   * Returns the page as Markdown.
   *
   * @param html a page as the renderer writes it
   * @param section id of the only section to write, or an empty text for all
   */
  public static String of(String html, String section) {
    Document page = Jsoup.parse(html);
    PageMarkdown markdown = new PageMarkdown();
    if (section.isEmpty()) {
      Element masthead = page.selectFirst("header.masthead");
      if (masthead != null) {
        markdown.masthead(masthead);
      }
    }
    for (Element each : page.select("main#content > section")) {
      if (section.isEmpty() || each.id().equals(section)) {
        markdown.section(each);
      }
    }
    Element footer = page.selectFirst("footer");
    if (section.isEmpty() && footer != null) {
      markdown.paragraph("---");
      footer.select("p").forEach(line -> markdown.paragraph(InlineMarkdown.of(line)));
    }
    return markdown.out.toString().strip() + "\n";
  }

  private void masthead(Element masthead) {
    Element title = masthead.selectFirst(".eyebrow");
    Element about = masthead.selectFirst("h1");
    List<String> words = new ArrayList<>();
    if (title != null) {
      words.add(InlineMarkdown.of(title));
    }
    if (about != null) {
      words.add(InlineMarkdown.of(about));
    }
    paragraph("# " + String.join(": ", words));
    masthead.select("> .dates").forEach(dates -> paragraph(InlineMarkdown.of(dates)));
    masthead.select("> dl.figures").forEach(this::figures);
    masthead.select("> details .fresh-line").forEach(this::freshness);
    masthead.select("> .failure").forEach(this::block);
  }

  private void freshness(Element line) {
    List<String> facts = line.children().stream().map(InlineMarkdown::of).toList();
    paragraph(String.join(" · ", facts));
  }

  private void figures(Element figures) {
    StringBuilder list = new StringBuilder();
    for (Element figure : figures.select(".figure")) {
      Element value = figure.selectFirst(".value");
      Element note = figure.selectFirst(".note");
      list.append("- ")
          .append(InlineMarkdown.of(first(figure, "dt")))
          .append(": **")
          .append(value == null ? "" : InlineMarkdown.of(value))
          .append("**")
          .append(note == null ? "" : " (" + InlineMarkdown.of(note) + ")")
          .append('\n');
    }
    paragraph(list.toString().strip());
  }

  private void section(Element section) {
    Element heading = section.selectFirst("h2");
    paragraph("## " + (heading == null ? section.id() : InlineMarkdown.of(heading)));
    for (Element child : section.children()) {
      if (!child.hasClass("heading")) {
        block(child);
      } else {
        child.select(".question").forEach(line -> paragraph("*" + InlineMarkdown.of(line) + "*"));
      }
    }
  }

  private void block(Element block) {
    switch (block.normalName()) {
      case "h3" -> paragraph("### " + InlineMarkdown.of(block));
      case "h4" -> paragraph("#### " + InlineMarkdown.of(block));
      case "p" -> paragraph(InlineMarkdown.of(block));
      case "ol", "ul" -> list(block);
      case "dl" -> definitions(block);
      case "table" -> table(block, MOST_ROWS);
      case "figure" -> chart(block);
      case "pre" -> code(block);
      case "details" -> details(block);
      case "script", "style", "button", "input", "form", "summary", "svg" -> {
        // Nothing of these can be read.
      }
      default -> {
        if (block.children().isEmpty()) {
          paragraph(InlineMarkdown.of(block));
        } else {
          block.children().forEach(this::block);
        }
      }
    }
  }

  private void details(Element details) {
    if (!details.hasClass("sql") && !details.hasClass("queries")) {
      details.children().forEach(this::block);
    }
  }

  private void list(Element list) {
    StringBuilder items = new StringBuilder();
    for (Element item : list.children()) {
      Element title = item.selectFirst("> h3");
      List<String> parts = new ArrayList<>();
      if (title == null) {
        parts.add(InlineMarkdown.of(item));
      } else {
        parts.add("**" + InlineMarkdown.of(title) + "**");
        item.select("> p").forEach(line -> parts.add(InlineMarkdown.of(line)));
      }
      items.append("- ").append(String.join(" ", parts)).append('\n');
    }
    paragraph(items.toString().strip());
  }

  private void definitions(Element list) {
    if (list.hasClass("figures")) {
      figures(list);
      return;
    }
    StringBuilder items = new StringBuilder();
    for (Element term : list.select("dt")) {
      Element meaning = term.nextElementSibling();
      items.append("- **").append(InlineMarkdown.of(term)).append("** ");
      items.append(meaning == null ? "" : InlineMarkdown.of(meaning)).append('\n');
    }
    paragraph(items.toString().strip());
  }

  private void chart(Element figure) {
    Element title = figure.selectFirst("figcaption .title");
    Element unit = figure.selectFirst("figcaption .unit");
    paragraph(
        "**"
            + (title == null ? "Chart" : InlineMarkdown.of(title))
            + "**"
            + (unit == null ? "" : " (" + InlineMarkdown.of(unit) + ")"));
    figure.select("> p.hint").forEach(note -> paragraph(InlineMarkdown.of(note)));
    Element data = figure.selectFirst("details.data table");
    if (data != null) {
      table(data, MOST_POINTS);
    }
  }

  private void code(Element pre) {
    String text = pre.wholeText().stripTrailing();
    String fence = "`".repeat(Math.max(3, longestTicks(text) + 1));
    paragraph(fence + "\n" + text + "\n" + fence);
  }

  private static int longestTicks(String text) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < text.length(); at++) {
      run = text.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private void table(Element table, int most) {
    List<Element> heads = table.select("> thead > tr > th");
    if (heads.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("|");
    for (Element head : heads) {
      lines.append(' ').append(InlineMarkdown.of(head)).append(" |");
      rule.append(head.hasClass("n") ? " ---: |" : " --- |");
    }
    lines.append('\n').append(rule).append('\n');
    List<Element> rows = table.select("> tbody > tr");
    for (Element row : rows.subList(0, Math.min(most, rows.size()))) {
      lines.append('|');
      for (int column = 0; column < heads.size(); column++) {
        List<Element> cells = row.children();
        lines.append(' ');
        lines.append(column < cells.size() ? InlineMarkdown.of(cells.get(column)) : "");
        lines.append(" |");
      }
      lines.append('\n');
    }
    paragraph(lines.toString().strip());
    if (rows.size() > most) {
      paragraph((rows.size() - most) + " more");
    }
  }

  private static Element first(Element within, String selector) {
    Element found = within.selectFirst(selector);
    return found == null ? within : found;
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      out.append(text).append("\n\n");
    }
  }
}
