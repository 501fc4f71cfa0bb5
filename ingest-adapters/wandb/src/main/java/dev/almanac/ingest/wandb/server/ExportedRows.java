package dev.almanac.ingest.wandb.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.NumberText;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the rows of exported files into the sink. */
final class ExportedRows {

  private final DeliveredRun run;
  private final WandbHistory history;

  ExportedRows(DeliveredRun run) {
    this.run = run;
    this.history = new WandbHistory(run);
  }

  /** Delivers the rows of all parts of one run. */
  void read(List<ExportedFile> files, LazyParquet parquet) throws IOException {
    Path file = files.get(0).file();
    switch (files.get(0).form()) {
      case PARQUET -> {
        List<Path> parts = files.stream().map(ExportedFile::file).toList();
        HistoryFiles.read(
            parquet.session(),
            parts,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            run,
            history,
            new HistoryRows(run, history));
      }
      case CSV -> csv(file);
      case TABLE -> table(file);
    }
  }

  private void csv(Path file) throws IOException {
    try (BufferedReader input =
        new BufferedReader(
            new java.io.InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(java.nio.charset.CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(java.nio.charset.CodingErrorAction.REPLACE)))) {
      CsvRecords records = new CsvRecords(input);
      List<String> columns = records.next();
      if (columns == null) {
        return;
      }
      long number = 1;
      for (List<String> fields = records.next(); fields != null; fields = records.next()) {
        number++;
        if (fields.size() != columns.size() || !records.isComplete()) {
          run.problem(
              Problem.Kind.CORRUPT,
              String.valueOf(file.getFileName()),
              number,
              "A record has " + fields.size() + " fields, and the header " + columns.size(),
              String.join(",", fields));
          continue;
        }
        Map<String, JsonValue> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          if (!fields.get(i).isEmpty() && !columns.get(i).isEmpty()) {
            row.put(columns.get(i), value(fields.get(i)));
          }
        }
        history.row(new JsonValue.Obj(row), number - 2);
      }
    }
  }

  /** A data frame does not tell texts from numbers once it is text. */
  private static JsonValue value(String text) {
    switch (text) {
      case "True", "true" -> {
        return new JsonValue.Bool(true);
      }
      case "False", "false" -> {
        return new JsonValue.Bool(false);
      }
      default -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Double number = NumberText.real(bytes, 0, bytes.length);
        if (number == null) {
          return new JsonValue.Text(text);
        }
        boolean plain = Double.isFinite(number) && text.indexOf('_') < 0;
        return new JsonValue.Num(plain ? text : spelled(number));
      }
    }
  }

  private static String spelled(double number) {
    return Double.isNaN(number)
        ? "NaN"
        : number == Double.POSITIVE_INFINITY
            ? "Infinity"
            : number == Double.NEGATIVE_INFINITY ? "-Infinity" : Double.toString(number);
  }

  private void table(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file);
        JsonParser parser = JsonText.factory().createParser(input)) {
      List<String> columns = ExportedFile.columns(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isData = parser.currentName().equals("data");
        parser.nextToken();
        if (!isData || parser.currentToken() != JsonToken.START_ARRAY) {
          parser.skipChildren();
          continue;
        }
        long number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() == null) {
            throw new IOException("it ends early");
          }
          List<JsonValue> values = JsonText.read(parser).elements();
          Map<String, JsonValue> row = new LinkedHashMap<>();
          for (int i = 0; i < Math.min(values.size(), columns.size()); i++) {
            row.put(columns.get(i), values.get(i));
          }
          history.row(new JsonValue.Obj(row), number++);
        }
      }
    }
  }
}
