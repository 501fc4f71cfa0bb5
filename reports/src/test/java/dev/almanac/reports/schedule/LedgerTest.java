package dev.almanac.reports.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("schedule/ledger.jsonl");
  }

  private static LedgerEntry entry(String period, SlotState state, String message) {
    return new LedgerEntry(
        "weekly",
        period,
        "Europe/Berlin",
        Instant.parse("2026-03-23T07:00:00Z"),
        state,
        1,
        Instant.parse("2026-03-23T07:00:01Z"),
        new LedgerEntry.Holder("here", 7, 8),
        state == SlotState.RUNNING ? Instant.parse("2026-03-23T07:10:01Z") : null,
        state == SlotState.OK ? "weekly/" + period + "/r1" : null,
        state == SlotState.OK ? "42" : null,
        state == SlotState.OK ? "ab" : null,
        state == SlotState.OK ? 5 : 0,
        message,
        false);
  }

  private void add(LedgerEntry... entries) throws IOException {
    Ledger ledger = new Ledger(file());
    for (LedgerEntry entry : entries) {
      ledger.locked(
          content -> {
            ledger.add(entry);
            return content;
          });
    }
  }

  @Test
  void returnsWhatWasAdded() throws IOException {
    LedgerEntry odd = entry("2026-W12", SlotState.FAILED, "a \"quoted\"\nline \u2028 ü \u0000");
    add(entry("2026-W11", SlotState.RUNNING, ""), entry("2026-W11", SlotState.OK, ""), odd);

    Ledger.Content content = new Ledger(file()).read();
    assertThat(content.damages()).isEmpty();
    assertThat(content.entries()).hasSize(3).endsWith(odd);
    assertThat(content.of("weekly").get("2026-W11")).isEqualTo(entry("2026-W11", SlotState.OK, ""));
    assertThat(content.of("other")).isEmpty();
  }

  @Test
  void aLineThatACrashCutOffHarmsNoOther() throws IOException {
    add(entry("2026-W10", SlotState.OK, ""));
    Files.writeString(file(), "{\"schedule\":\"weekly\",\"per", StandardOpenOption.APPEND);
    add(entry("2026-W11", SlotState.OK, ""));

    Ledger.Content content = new Ledger(file()).read();
    assertThat(content.of("weekly").keySet()).containsExactly("2026-W10", "2026-W11");
    assertThat(content.damages())
        .singleElement()
        .asString()
        .contains("ledger.jsonl:2:", "cut off", "archive");
  }

  @Test
  void aChangedLineIsNotBelieved() throws IOException {
    add(entry("2026-W10", SlotState.FAILED, ""), entry("2026-W11", SlotState.OK, ""));
    String text = Files.readString(file());
    Files.writeString(file(), text.replaceFirst("failed", "missed"));

    Ledger.Content content = new Ledger(file()).read();
    assertThat(content.of("weekly").keySet()).containsExactly("2026-W11");
    assertThat(content.damages()).singleElement().asString().contains(":1:", "checksum");
  }

  @Test
  void bytesThatAreNoTextAreReportedToo() throws IOException {
    add(entry("2026-W10", SlotState.OK, ""));
    Files.write(file(), new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);

    Ledger.Content content = new Ledger(file()).read();
    assertThat(content.entries()).hasSize(1);
    assertThat(content.damages()).hasSize(1);
    assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).endsWith("\n");
  }

  @Test
  void manyAtOnceLoseNoLine() throws InterruptedException, ExecutionException, IOException {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    List<Future<?>> all = new ArrayList<>();
    for (int index = 0; index < 30; index++) {
      String period = "2026-W" + (10 + index);
      all.add(
          pool.submit(
              () -> {
                add(entry(period, SlotState.OK, ""));
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    pool.shutdown();

    Ledger.Content content = new Ledger(file()).read();
    assertThat(content.entries()).hasSize(30);
    assertThat(content.damages()).isEmpty();
  }
}
