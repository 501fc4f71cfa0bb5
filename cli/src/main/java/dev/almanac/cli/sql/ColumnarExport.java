package dev.almanac.cli.sql;

import dev.almanac.warehouse.query.DuckDb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * Writes results as whole columns. The user's own connection can write no file; a second DuckDB,
 * which runs no statement of the user's, takes the columns over without a copy and writes Parquet.
 */
public final class ColumnarExport {

  private static final long ROWS_PER_BATCH = 65_536;

  private ColumnarExport() {}

  /** Writes an Arrow IPC stream and returns the number of rows. */
  public static long arrow(ResultSet rows, OutputStream out) throws IOException, SQLException {
    long count = 0;
    try (BufferAllocator allocator = new RootAllocator();
        ArrowReader reader = reader(rows, allocator);
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        ArrowStreamWriter writer =
            new ArrowStreamWriter(
                root, new DictionaryProvider.MapDictionaryProvider(), Channels.newChannel(out))) {
      writer.start();
      while (reader.loadNextBatch()) {
        count += root.getRowCount();
        writer.writeBatch();
      }
      writer.end();
    }
    return count;
  }

  /** Writes a Parquet file and returns the number of rows. */
  public static long parquet(ResultSet rows, OutputStream out) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("almanac-export");
    Path file = folder.resolve("result.parquet");
    try (BufferAllocator allocator = new RootAllocator();
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
        Connection writer = DriverManager.getConnection("jdbc:duckdb:")) {
      // The stream owns the reader from here on and closes it when it is released.
      Data.exportArrayStream(allocator, reader(rows, allocator), stream);
      try {
        long count = copy(writer, stream, file);
        Files.copy(file, out);
        return count;
      } finally {
        stream.release();
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static long copy(Connection writer, ArrowArrayStream stream, Path file)
      throws SQLException {
    writer.unwrap(DuckDBConnection.class).registerArrowStream("result", stream);
    try (Statement statement = writer.createStatement()) {
      return statement.executeLargeUpdate(
          "COPY (FROM result) TO "
              + DuckDb.text(file.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  private static ArrowReader reader(ResultSet rows, BufferAllocator allocator) throws SQLException {
    return (ArrowReader)
        rows.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, ROWS_PER_BATCH);
  }
}
