package dev.almanac.reports.delivery.message;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.text.Visible;
import java.util.List;

/**
 * A part of a message. All texts are made fit to be seen and cut to a sensible length here; each
 * channel escapes what its own language would read in them.
 */
public sealed interface Part {

  /** What a part stands for. */
  enum Tone {
    /** Nothing special. */
    PLAIN,
    /** Good news. */
    GOOD,
    /** Somebody should look. */
    WARNING,
    /** Not important. */
    DIM
  }

  /** A heading. */
  record Heading(String text) implements Part {
    /** Makes the text fit. */
    public Heading {
      text = Visible.of(text, 120);
    }
  }

  /** A paragraph. */
  record Text(String text, Tone tone) implements Part {
    /** Makes the text fit. */
    public Text {
      text = Visible.of(text, 800);
      requireNonNull(tone, "tone is null");
    }
  }

  /**
   * One thing worth telling.
   *
   * @param title a few words
   * @param text a sentence or two
   * @param caveat what speaks against it; may be empty
   */
  record Item(String title, String text, String caveat, Tone tone) implements Part {
    /** Makes the texts fit. */
    public Item {
      title = Visible.of(title, 160);
      text = Visible.of(text, 600);
      caveat = Visible.of(caveat, 300);
      requireNonNull(tone, "tone is null");
    }
  }

  /**
   * A small table.
   *
   * @param columns headings
   * @param rows cells; each row as long as the headings
   * @param total how many rows there are in all
   */
  record Table(List<Column> columns, List<List<String>> rows, long total) implements Part {
    /** Makes the texts fit and copies. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(Table::cells).toList();
    }

    private static List<String> cells(List<String> row) {
      return row.stream().map(cell -> Visible.of(cell, 60)).toList();
    }
  }

  /**
   * A column of a table.
   *
   * @param heading its name
   * @param kind what is in it
   */
  record Column(String heading, Kind kind) {

    /** What is in a column. */
    public enum Kind {
      /** Words, from the left. */
      WORDS,
      /** Numbers, from the right. */
      NUMBERS
    }

    /** Makes the text fit. */
    public Column {
      heading = Visible.of(heading, 60);
      requireNonNull(kind, "kind is null");
    }
  }

  /**
   * A chart of the report, for channels that can show pictures.
   *
   * @param title short heading
   * @param description one sentence for those who cannot see it
   * @param spec the chart as the page has it, in JSON
   */
  record Picture(String title, String description, String spec) implements Part {
    /** Makes the texts fit. */
    public Picture {
      title = Visible.of(title, 120);
      description = Visible.of(description, 300);
      requireNonNull(spec, "spec is null");
    }
  }
}
