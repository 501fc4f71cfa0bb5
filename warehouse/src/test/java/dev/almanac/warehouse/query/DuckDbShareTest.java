package dev.almanac.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DuckDbShareTest {

  private static final long MIB = 1L << 20;

  @Test
  void readingTakesALimitForEachTwoThreads() {
    assertThat(DuckDbShare.forReading(320 * MIB, 1, 8192 * MIB))
        .isEqualTo(new DuckDbShare(320 * MIB, 1));
    assertThat(DuckDbShare.forReading(320 * MIB, 2, 8192 * MIB))
        .isEqualTo(new DuckDbShare(320 * MIB, 2));
    assertThat(DuckDbShare.forReading(320 * MIB, 16, 65536 * MIB))
        .isEqualTo(new DuckDbShare(2560 * MIB, 16));
  }

  @Test
  void aMachineOfLittleMemoryReadsOnFewerThreads() {
    assertThat(DuckDbShare.forReading(320 * MIB, 16, 4096 * MIB))
        .isEqualTo(new DuckDbShare(960 * MIB, 6));
    assertThat(DuckDbShare.forReading(320 * MIB, 16, 512 * MIB))
        .isEqualTo(new DuckDbShare(320 * MIB, 2));
  }

  @Test
  void writingKeepsToItsLimit() {
    assertThat(DuckDbShare.forWriting(320 * MIB, 64)).isEqualTo(new DuckDbShare(320 * MIB, 4));
    assertThat(DuckDbShare.forWriting(320 * MIB, 2)).isEqualTo(new DuckDbShare(320 * MIB, 2));
  }
}
