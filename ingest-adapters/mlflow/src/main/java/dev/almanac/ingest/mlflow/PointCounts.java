package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.sqlite.SqliteSession;
import dev.almanac.ingest.read.text.ByteTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the points of each run of a SQLite store.
 *
 * <p>By the index on {@code run_uuid}, some runs at a time, so that MLflow's writers do not wait
 * for the whole table to be counted; databases from before March 2022 lack that index and are
 * counted page by page.
 */
final class PointCounts {

  private static final int FIRST_RUNS = 16;

  /** Points that are counted in one transaction: a tenth of a second. */
  private static final long POINTS = 1_000_000;

  /** Rows that are counted in one transaction where there is no index. */
  private static final int ROWS = 262_144;

  private final SqliteSession session;
  private final Map<String, Long> counts = new HashMap<>();

  private PointCounts(SqliteSession session) {
    this.session = session;
  }

  /** Returns the number of points by run; runs without points are absent. */
  static Map<String, Long> of(SqliteSession session, SqlTables tables) throws IOException {
    PointCounts counts = new PointCounts(session);
    boolean indexed = tables.byRun().contains("metrics");
    if (indexed || session.access() != SqliteSession.Access.LOCKED || !counts.byPages()) {
      counts.counts.clear();
      counts.byQuery();
    }
    return counts.counts;
  }

  private void byQuery() throws IOException {
    String last = "";
    int runs = FIRST_RUNS;
    int found = runs;
    try (PreparedStatement statement =
        session.connection().prepareStatement(SqlText.of("point_counts"))) {
      while (found == runs) {
        statement.setString(1, last);
        statement.setInt(2, runs);
        found = 0;
        long points = 0;
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            last = String.valueOf(result.getString(1));
            counts.put(last, result.getLong(2));
            points += result.getLong(2);
            found++;
          }
        }
        if (found == runs) {
          runs = points < POINTS / 2 ? 2 * runs : points > POINTS ? Math.max(1, runs / 2) : runs;
          found = runs;
        }
      }
    } catch (SQLException failed) {
      throw session.file().explain("read", failed);
    }
  }

  /** Counts from the pages; false if SQLite itself has to read the table. */
  private boolean byPages() throws IOException {
    PageCounter counter = new PageCounter();
    try (SqliteTablePages table = SqliteTablePages.open(session, "metrics")) {
      counter.column = table.columns().indexOf("run_uuid");
      boolean more = true;
      while (more) {
        more = table.inTransaction(counter.position, counter);
      }
    } catch (UnusualPageException leftToSqlite) {
      return false;
    } catch (SQLException failed) {
      throw session.file().explain("read", failed);
    }
    counter.addTo(counts);
    return true;
  }

  /** Counts the rows of one transaction after another. */
  private static final class PageCounter implements SqliteTablePages.Body {
    private final ByteTexts numbers = new ByteTexts();
    private final List<String> runs = new ArrayList<>();
    private long[] counts = new long[FIRST_RUNS];
    private int column;
    private long position = Long.MIN_VALUE;

    @Override
    public boolean fill(SqlitePages pages) throws IOException {
      for (int row = 0; row < ROWS; row++) {
        if (!pages.next()) {
          return false;
        }
        counts[number(pages.record())]++;
        position = pages.rowId();
      }
      return true;
    }

    private int number(SqliteRecord row) throws UnusualPageException {
      int start = row.textStart(column);
      int length = row.textLength(column);
      int number = numbers.find(row.bytes(), start, length);
      if (number == ByteTexts.UNKNOWN) {
        number = runs.size();
        runs.add(new String(row.bytes(), start, length, StandardCharsets.UTF_8));
        numbers.put(row.bytes(), start, length, number);
        if (number == counts.length) {
          counts = Arrays.copyOf(counts, 2 * number);
        }
      }
      return number;
    }

    void addTo(Map<String, Long> target) {
      for (int i = 0; i < runs.size(); i++) {
        target.put(runs.get(i), counts[i]);
      }
    }
  }
}
