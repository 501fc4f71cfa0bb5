package dev.almanac.ingest.wandb.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.parquet.ParquetFile;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file into which someone saved a history, and the run that it is of.
 *
 * @param file the file
 * @param form how it is written
 * @param entity user or team, or "" if the name does not tell
 * @param project project, or ""
 * @param run id of the run; without one the file's name
 * @param part number of the part; 0 without
 */
record ExportedFile(Path file, Form form, String entity, String project, String run, int part) {

  /** How a history is written. */
  enum Form {
    PARQUET,
    CSV,
    TABLE
  }

  private static final Pattern OWN_NAME =
      Pattern.compile("([^_]+)_(.+)_([^_]+)_(\\d+)\\.runhistory\\.parquet");

  private static final Set<String> COLUMNS =
      Set.of(WandbHistory.STEP, WandbHistory.RUNTIME, WandbHistory.TIMESTAMP);

  private static final int MOST_HEADER = 1 << 20;
  private static final int PARQUET_TAIL = 8;

  /** Returns what a file is, or null if it is no exported history. */
  static @Nullable ExportedFile of(Path file) {
    String name = String.valueOf(file.getFileName());
    Matcher own = OWN_NAME.matcher(name);
    if (own.matches()) {
      return new ExportedFile(
          file, Form.PARQUET, own.group(1), own.group(2), own.group(3), part(own.group(4)));
    }
    try {
      if (name.endsWith(".parquet") && footerNamesAll(file)) {
        return plain(file, Form.PARQUET, name, ".parquet");
      }
      if (name.endsWith(".csv") && header(file).containsAll(COLUMNS)) {
        return plain(file, Form.CSV, name, ".csv");
      }
      if (name.endsWith(".table.json") && tableColumns(file).containsAll(COLUMNS)) {
        return plain(file, Form.TABLE, name, ".table.json");
      }
    } catch (IOException unreadable) {
      return null;
    }
    return null;
  }

  private static int part(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  private static ExportedFile plain(Path file, Form form, String name, String ending) {
    String run = name.substring(0, name.length() - ending.length());
    return new ExportedFile(file, form, "", "", run.isEmpty() ? name : run, 0);
  }

  /** Names of columns stand in a Parquet file's footer as they are. */
  private static boolean footerNamesAll(Path file) throws IOException {
    if (!ParquetFile.hasMagic(file)) {
      return false;
    }
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      if (input.length() < PARQUET_TAIL) {
        return false;
      }
      input.seek(input.length() - PARQUET_TAIL);
      long length = Integer.reverseBytes(input.readInt()) & 0xffff_ffffL;
      long start = Math.max(0, input.length() - PARQUET_TAIL - length);
      input.seek(start);
      byte[] footer = new byte[(int) Math.min(MOST_HEADER, input.length() - start)];
      input.readFully(footer);
      String text = new String(footer, StandardCharsets.ISO_8859_1);
      return COLUMNS.stream().allMatch(text::contains);
    }
  }

  private static Set<String> header(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      String start = new String(input.readNBytes(1 << 16), StandardCharsets.UTF_8);
      List<String> names =
          new CsvRecords(new BufferedReader(new java.io.StringReader(start))).next();
      return names == null ? Set.of() : new HashSet<>(names);
    }
  }

  private static Set<String> tableColumns(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file);
        JsonParser parser = JsonText.factory().createParser(input)) {
      return new HashSet<>(columns(parser));
    }
  }

  /** Returns the columns of a table, which stand before its data; none if they do not. */
  static List<String> columns(JsonParser parser) throws IOException {
    List<String> columns = new ArrayList<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return columns;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      if (field.equals("columns") && parser.currentToken() == JsonToken.START_ARRAY) {
        JsonText.read(parser).elements().forEach(each -> columns.add(each.asText()));
        return columns;
      }
      if (field.equals("data")) {
        return columns;
      }
      parser.skipChildren();
    }
    return columns;
  }
}
