package dev.almanac.ingest.read.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads Parquet files through an embedded DuckDB with one thread and {@value #MEMORY} of memory,
 * whatever the size of the files; what does not fit while sorting spills to a temporary folder that
 * closing removes. Nothing is downloaded, nothing is written at the source.
 *
 * <p>Paths are handed over as values, never as part of a statement. A query is a fixed text of the
 * caller's, best from a {@code .sql} resource, whose <em>first</em> parameter is the list of files:
 *
 * <pre>{@code
 * SELECT run_id, epoch_us("timestamp"), float_value
 * FROM read_parquet(?, union_by_name = true, file_row_number = true)
 * WHERE attribute_type = ?
 * ORDER BY attribute_path, step, file_row_number
 * }</pre>
 *
 * <p>Not safe for use by several threads; one result is open at a time.
 */
public final class ParquetSession implements Closeable {

  /** Memory that DuckDB may take. */
  public static final String MEMORY = "128MB";

  private static final List<String> SETTINGS =
      List.of(
          "SET TimeZone = 'UTC'",
          "SET enable_progress_bar = false",
          "SET preserve_insertion_order = true");

  private static final String COLUMNS = "DESCRIBE SELECT * FROM read_parquet(?)";

  private final String owner;
  private final Path spill;
  private final Connection connection;

  private ParquetSession(String owner, Path spill, Connection connection) {
    this.owner = owner;
    this.spill = spill;
    this.connection = connection;
  }

  /**
   * Starts DuckDB; it lives until {@link #close}.
   *
   * @param owner who made the files, for messages: {@code Neptune}
   */
  public static ParquetSession open(String owner) throws IOException {
    Path spill = Files.createTempDirectory("almanac-parquet-");
    Properties properties = new Properties();
    properties.setProperty("threads", "1");
    properties.setProperty("memory_limit", MEMORY);
    properties.setProperty("temp_directory", spill.toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("jdbc_stream_results", "true");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      for (String setting : SETTINGS) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(setting);
        }
      }
      return new ParquetSession(owner, spill, connection);
    } catch (SQLException failed) {
      remove(spill);
      throw new IOException(
          "Cannot read Parquet files: DuckDB does not start (" + failed.getMessage() + ")", failed);
    }
  }

  /**
   * Returns the columns of a file, in the order of the file.
   *
   * @throws IOException if it is no Parquet file, or damaged
   */
  public List<ParquetColumn> columns(Path file) throws IOException {
    List<ParquetColumn> columns = new ArrayList<>();
    try (ParquetRows rows = query(List.of(file), COLUMNS)) {
      while (rows.next()) {
        columns.add(new ParquetColumn(rows.textOrEmpty(0), rows.textOrEmpty(1)));
      }
    }
    return columns;
  }

  /**
   * Reads some columns of a file, in the order of the file.
   *
   * @param columns names as {@link #columns} returns them, at least one
   */
  public ParquetRows read(Path file, List<String> columns) throws IOException {
    return query(List.of(file), selection(columns).append(" FROM read_parquet(?)").toString());
  }

  /**
   * Reads some columns of a file from a row on, in the order of the file.
   *
   * @param columns names as {@link #columns} returns them, at least one
   * @param from the first row that is wanted, from 0
   */
  public ParquetRows read(Path file, List<String> columns, long from) throws IOException {
    StringBuilder sql =
        selection(columns)
            .append(" FROM read_parquet(?, file_row_number = true) WHERE file_row_number >= ?");
    return query(List.of(file), sql.toString(), from);
  }

  private static StringBuilder selection(List<String> columns) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int index = 0; index < columns.size(); index++) {
      sql.append(index == 0 ? "" : ", ");
      sql.append('"').append(columns.get(index).replace("\"", "\"\"")).append('"');
    }
    return sql;
  }

  /**
   * Runs a query over files and streams the result.
   *
   * @param files at least one; the first parameter of the query, as a list
   * @param sql a fixed text
   * @param parameters values of the further parameters
   * @throws IOException if a file is no Parquet file, damaged, or has not the columns of the query;
   *     the message names it. Damage further inside shows in {@link ParquetRows#next}
   */
  public ParquetRows query(List<Path> files, String sql, @Nullable Object... parameters)
      throws IOException {
    for (Path file : files) {
      String defect = ParquetFile.defect(file);
      if (defect != null) {
        throw new IOException(
            "Cannot read the "
                + owner
                + " file "
                + file
                + ": "
                + defect
                + "; copy or export it again");
      }
    }
    PreparedStatement statement = null;
    try {
      Object[] patterns = files.stream().map(ParquetSession::pattern).toArray();
      statement = connection.prepareStatement(sql);
      statement.setArray(1, connection.createArrayOf("VARCHAR", patterns));
      for (int index = 0; index < parameters.length; index++) {
        statement.setObject(index + 2, parameters[index]);
      }
      ResultSet result = statement.executeQuery();
      return new ParquetRows(this, files, statement, result);
    } catch (SQLException | RuntimeException failed) {
      close(statement, failed);
      throw explain(files, failed);
    }
  }

  /** Says what, where, why, and what to do. */
  IOException explain(List<Path> files, Exception failed) {
    String where =
        files.size() == 1
            ? "file " + files.get(0)
            : "files " + files.get(0) + " and " + (files.size() - 1) + " more";
    return new IOException(
        "Cannot read the "
            + owner
            + " "
            + where
            + ": "
            + firstLine(failed)
            + "; if it is damaged, copy or export it again",
        failed);
  }

  private static String firstLine(Exception failed) {
    String message = failed.getMessage();
    return message == null
        ? failed.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static void close(@Nullable PreparedStatement statement, Exception cause) {
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException suppressed) {
        cause.addSuppressed(suppressed);
      }
    }
  }

  Path spillFolder() {
    return spill;
  }

  /** DuckDB takes {@code * ? [} in a path for a pattern; in brackets they stand for themselves. */
  private static String pattern(Path file) {
    return file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]");
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException("Cannot stop DuckDB: " + failed.getMessage(), failed);
    } finally {
      remove(spill);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.walk(folder)) {
      files = entries.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
