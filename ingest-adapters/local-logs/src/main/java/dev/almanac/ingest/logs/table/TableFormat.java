package dev.almanac.ingest.logs.table;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.read.text.NumberText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a table of text is written.
 *
 * @param delimiter what stands between cells
 * @param decimal what stands before fractions
 * @param quotes whether cells may be quoted
 * @param columns names of the columns as the first row has them; empty if it has none
 * @param beginning bytes before the first row, if names do not stand in it; 0 if they do
 */
public record TableFormat(
    byte delimiter, Decimal decimal, Quotes quotes, List<String> columns, long beginning) {

  /** What stands before fractions. */
  public enum Decimal {
    /** As programs write it. */
    POINT,
    /** As German or French spreadsheets write it. */
    COMMA
  }

  /** Whether cells may be quoted. */
  public enum Quotes {
    /** RFC 4180: a quote within quotes is doubled. */
    DOUBLED,
    /** A quote is a character. */
    NONE
  }

  /** Bytes that are enough to find out. */
  public static final int PEEK = 1 << 16;

  private static final Pattern COMMA_NUMBER =
      Pattern.compile("[-+]?(\\d+|\\d{1,3}(\\.\\d{3})+),\\d+([eE][-+]?\\d+)?");

  private static final byte[] DELIMITERS = {',', '\t', ';', '|'};

  private static final int ROWS = 30;

  /** So much of the beginning is enough, if not even the names of the columns are longer. */
  private static final int SHORT_PEEK = 1 << 13;

  /** Checks for null and copies the list. */
  public TableFormat {
    requireNonNull(decimal, "decimal is null");
    requireNonNull(quotes, "quotes is null");
    columns = List.copyOf(columns);
  }

  /** Returns a format of columns between delimiters, with points and quotes. */
  public static TableFormat delimited(char delimiter) {
    return new TableFormat((byte) delimiter, Decimal.POINT, Quotes.DOUBLED, List.of(), 0);
  }

  /** Returns the same with another way to write fractions. */
  public TableFormat withDecimal(Decimal other) {
    return new TableFormat(delimiter, other, quotes, columns, beginning);
  }

  /** Returns the same with columns. */
  public TableFormat withColumns(List<String> names) {
    return new TableFormat(delimiter, decimal, quotes, names, beginning);
  }

  /** Returns the same for a table whose names do not stand in its first row. */
  public TableFormat beginningAt(long offset) {
    return new TableFormat(delimiter, decimal, quotes, columns, offset);
  }

  /**
   * Finds out from a file's beginning, the delimiter being known.
   *
   * @return the format, or null if it is empty
   * @throws IOException if the file cannot be read
   */
  public static @Nullable TableFormat of(Path file, char delimiter) throws IOException {
    try (TextStream.Opened opened = TextStream.open(file)) {
      byte[] head = opened.input().readNBytes(PEEK);
      TableFormat format = delimited(delimiter);
      List<List<String>> rows = rows(head, withoutTail(head), format);
      return rows.isEmpty() ? null : format.withColumns(rows.get(0)).withDecimal(decimal(rows));
    }
  }

  /**
   * Finds out from a file's beginning.
   *
   * @return the format, or null if it is no table with a row of names
   * @throws IOException if the file cannot be read
   */
  public static @Nullable TableFormat of(Path file) throws IOException {
    try (TextStream.Opened opened = TextStream.open(file)) {
      byte[] head = opened.input().readNBytes(SHORT_PEEK);
      int lines = 0;
      for (byte each : head) {
        lines += each == '\n' ? 1 : 0;
      }
      if (lines < 5 && head.length == SHORT_PEEK) {
        byte[] more = opened.input().readNBytes(PEEK - SHORT_PEEK);
        int known = head.length;
        head = Arrays.copyOf(head, known + more.length);
        System.arraycopy(more, 0, head, known, more.length);
      }
      return of(head);
    }
  }

  /**
   * Finds out from a table's beginning: the delimiter under which most rows have as many cells as
   * the first, which must be names.
   *
   * @return the format, or null if it is no table with a row of names
   */
  public static @Nullable TableFormat of(byte[] head) {
    int length = withoutTail(head);
    TableFormat best = null;
    long bestScore = 0;
    for (byte delimiter : DELIMITERS) {
      TableFormat candidate =
          new TableFormat(delimiter, Decimal.POINT, Quotes.DOUBLED, List.of(), 0);
      List<List<String>> rows = rows(head, length, candidate);
      long score = score(rows);
      if (score > bestScore) {
        bestScore = score;
        best = candidate.withColumns(rows.get(0)).withDecimal(decimal(rows));
        boolean isEven = rows.stream().allMatch(row -> row.size() == rows.get(0).size());
        if (isEven && rows.size() > 2 && rows.get(0).size() > 2) {
          return best;
        }
      }
    }
    if (best == null && isSingleColumn(head, length)) {
      return delimited(',').withColumns(rows(head, length, delimited(',')).get(0));
    }
    return best;
  }

  /** Leaves out the last row, which may be cut, if there is another. */
  private static int withoutTail(byte[] head) {
    int lineBreaks = 0;
    int last = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == '\n') {
        lineBreaks++;
        last = i + 1;
      }
    }
    return lineBreaks >= 1 ? last : head.length;
  }

  private static List<List<String>> rows(byte[] head, int length, TableFormat format) {
    List<List<String>> rows = new ArrayList<>();
    try {
      TableReader reader = new TableReader(new ByteArrayInputStream(head, 0, length), format, 0);
      while (rows.size() < ROWS && reader.next()) {
        List<String> cells = new ArrayList<>();
        for (int cell = 0; cell < reader.cells(); cell++) {
          cells.add(reader.text(cell));
        }
        rows.add(cells);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return rows;
  }

  /** Rates a way to cut: rows of as many cells as there are names count, others count against. */
  private static long score(List<List<String>> rows) {
    if (rows.isEmpty() || rows.get(0).size() < 2 || !areNames(rows.get(0))) {
      return 0;
    }
    int width = rows.get(0).size();
    long score = 1;
    for (List<String> row : rows.subList(1, rows.size())) {
      boolean fits = row.size() == width || row.size() == width + 1 && row.get(width).isEmpty();
      score += fits ? 4L : -1L;
    }
    return score <= 0 ? 0 : score * 64 + Math.min(width, 63);
  }

  private static Decimal decimal(List<List<String>> rows) {
    int commas = 0;
    int points = 0;
    for (List<String> row : rows.subList(1, rows.size())) {
      for (String cell : row) {
        commas += COMMA_NUMBER.matcher(cell).matches() ? 1 : 0;
        points += cell.indexOf('.') >= 0 && isNumber(cell) ? 1 : 0;
      }
    }
    return commas > points ? Decimal.COMMA : Decimal.POINT;
  }

  /** Tells whether cells can be names of columns: all different, none a number, few empty. */
  private static boolean areNames(List<String> cells) {
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean mayBeEmpty = i == 0 || i == cells.size() - 1;
      if (cell.isEmpty() ? !mayBeEmpty : isNumber(cell) || !seen.add(cell)) {
        return false;
      }
      if (cell.length() > 512 || cell.indexOf('\n') >= 0) {
        return false;
      }
    }
    return !seen.isEmpty();
  }

  private static boolean isSingleColumn(byte[] head, int length) {
    List<List<String>> rows = rows(head, length, delimited(','));
    if (rows.size() < 2 || rows.get(0).size() != 1 || !areNames(rows.get(0))) {
      return false;
    }
    return rows.subList(1, rows.size()).stream()
        .allMatch(row -> row.size() == 1 && isNumber(row.get(0)));
  }

  private static boolean isNumber(String cell) {
    byte[] bytes = cell.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return NumberText.real(bytes, 0, bytes.length) != null || COMMA_NUMBER.matcher(cell).matches();
  }
}
