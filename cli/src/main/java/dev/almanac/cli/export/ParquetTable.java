package dev.almanac.cli.export;

import dev.almanac.reports.archive.ReportContent;
import dev.almanac.warehouse.query.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Writes rows as a Parquet file, through a DuckDB that knows nothing else. */
final class ParquetTable {

  private ParquetTable() {}

  static void write(ReportContent.Query query, Path file) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      DuckDb.execute(connection, "CREATE TABLE result (" + columns(query.columns()) + ")");
      try (DuckDBAppender appender =
          connection.unwrap(DuckDBConnection.class).createAppender("result")) {
        for (List<? extends @Nullable Object> row : query.rows()) {
          appender.beginRow();
          for (Object value : row) {
            append(appender, value);
          }
          appender.endRow();
        }
      }
      DuckDb.execute(
          connection,
          "COPY result TO " + DuckDb.text(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    } catch (SQLException exception) {
      throw new IOException("Cannot write " + file + ": " + exception.getMessage(), exception);
    }
  }

  private static String columns(List<ReportContent.Column> columns) {
    Set<String> taken = new HashSet<>();
    return columns.stream()
        .map(column -> DuckDb.name(unique(column.name(), taken)) + " " + type(column.type()))
        .collect(Collectors.joining(", "));
  }

  /** A table has each name once, whatever the letters' case. */
  private static String unique(String name, Set<String> taken) {
    String free = name;
    for (int suffix = 1; !taken.add(free.toLowerCase(Locale.ROOT)); suffix++) {
      free = name + "_" + suffix;
    }
    return free;
  }

  private static String type(ReportContent.Type type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case BIGINT -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case DATE -> "DATE";
    };
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Boolean flag) {
      appender.append(flag.booleanValue());
    } else if (value instanceof Instant instant) {
      appender.append(OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof LocalDate day) {
      appender.append(day);
    } else {
      appender.append(value.toString());
    }
  }
}
