package dev.almanac.warehouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.warehouse.WarehouseSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  @Test
  void theLastDayTheLastOfEachDayAndTheNewestAreKept() {
    List<WarehouseSnapshot> all =
        snapshots(
            "2026-01-01T00:00:00Z",
            "2026-03-10T08:00:00Z",
            "2026-03-10T20:00:00Z",
            "2026-03-30T11:00:00Z",
            "2026-03-30T13:00:00Z",
            "2026-03-31T11:00:00Z");
    assertThat(Retention.kept(all, NOW)).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
  }

  @Test
  void theNewestIsKeptHoweverOld() {
    assertThat(Retention.kept(snapshots("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"), NOW))
        .containsExactly(1L);
  }

  private static List<WarehouseSnapshot> snapshots(String... times) {
    List<WarehouseSnapshot> snapshots = new ArrayList<>();
    for (String time : times) {
      snapshots.add(new WarehouseSnapshot(snapshots.size(), Instant.parse(time), Map.of()));
    }
    return snapshots;
  }
}
