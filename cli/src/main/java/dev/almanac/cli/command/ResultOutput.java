package dev.almanac.cli.command;

import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.output.ResultCursor;
import dev.almanac.cli.output.ResultWriter;
import dev.almanac.cli.output.TableFormat;
import dev.almanac.cli.output.VisibleText;
import dev.almanac.cli.sql.ColumnarExport;
import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the result of a query to standard output or into a file, in the wanted format. */
public final class ResultOutput {

  private final Surroundings surroundings;
  private final @Nullable String file;
  private final Format format;
  private boolean looksEmpty;

  /**
   * Creates an output.
   *
   * @param wanted the format, or null for what suits the file or the terminal
   * @param file where the result goes, or null for standard output
   * @throws CommandFailure if the format cannot be shown on this terminal, or the file's ending
   *     names none
   */
  public ResultOutput(Surroundings surroundings, @Nullable Format wanted, @Nullable String file) {
    this.surroundings = surroundings;
    this.file = file;
    this.format =
        wanted == null && file != null ? formatOf(file) : choose(wanted, surroundings.terminal());
    if (format.isBinary() && file == null && surroundings.terminal().showsData()) {
      throw CommandFailure.usage(
          "Cannot show " + format + " on a terminal: add --output FILE, or pipe it.");
    }
  }

  /** Runs the query and writes all rows; a file appears only once it is whole. */
  public long write(SqlSession session, String sql, Map<String, String> parameters)
      throws IOException {
    if (file == null) {
      OutputStream out = surroundings.terminal().data();
      long rows = write(session, sql, parameters, out);
      out.flush();
      return rows;
    }
    Path target = surroundings.resolve(file);
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      long rows;
      try (OutputStream out = Files.newOutputStream(part)) {
        rows = write(session, sql, parameters, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes rows that are no query's; in one of the formats that are text. */
  public void write(ResultCursor rows) throws IOException {
    if (format.isBinary()) {
      throw CommandFailure.usage("The format " + format + " is for almanac sql alone.");
    }
    Terminal terminal = surroundings.terminal();
    int width = terminal.showsData() ? terminal.width() : TableFormat.UNLIMITED;
    ResultWriter.write(format, rows, terminal.data(), width);
    terminal.data().flush();
  }

  /** Tells whether the result held no row, or one of zeros and NULLs: then nothing was found. */
  public boolean looksEmpty() {
    return looksEmpty;
  }

  private long write(
      SqlSession session, String sql, Map<String, String> parameters, OutputStream out)
      throws IOException {
    long[] rows = new long[1];
    if (format.isBinary()) {
      session.runOnEngine(
          sql,
          parameters,
          result ->
              rows[0] =
                  format == Format.ARROW
                      ? ColumnarExport.arrow(result, out)
                      : ColumnarExport.parquet(result, out));
      looksEmpty = rows[0] == 0;
      return rows[0];
    }
    Terminal terminal = surroundings.terminal();
    boolean shown = file == null && terminal.showsData();
    session.run(
        sql,
        parameters,
        result -> {
          Watched watched = new Watched(result, shown);
          rows[0] =
              ResultWriter.write(
                  format, watched, out, shown ? terminal.width() : TableFormat.UNLIMITED);
          looksEmpty = rows[0] == 0 || (rows[0] == 1 && watched.onlyNothing);
        });
    return rows[0];
  }

  /** Returns the wanted format, or what suits the place: a table on a terminal, else CSV. */
  private static Format choose(@Nullable Format wanted, Terminal terminal) {
    if (wanted != null) {
      return wanted;
    }
    return terminal.showsData() ? Format.TABLE : Format.CSV;
  }

  private static Format formatOf(String file) {
    String name = file.toLowerCase(java.util.Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format)) {
        return format;
      }
    }
    return name.endsWith(".md") ? Format.MARKDOWN : Format.CSV;
  }

  /** Watches for a first row of nothing, and keeps texts from steering a terminal. */
  private static final class Watched implements ResultCursor {
    private final ResultCursor rows;
    private final boolean terminal;
    private boolean onlyNothing = true;

    Watched(ResultCursor rows, boolean terminal) {
      this.rows = rows;
      this.terminal = terminal;
    }

    @Override
    public List<ResultColumn> columns() {
      return rows.columns();
    }

    @Override
    public boolean next() {
      return rows.next();
    }

    @Override
    public @Nullable Object value(int column) {
      Object value = rows.value(column);
      boolean nothing =
          value == null || (value instanceof Number number && number.doubleValue() == 0);
      onlyNothing &= nothing;
      return terminal && value instanceof String text ? VisibleText.of(text) : value;
    }
  }
}
