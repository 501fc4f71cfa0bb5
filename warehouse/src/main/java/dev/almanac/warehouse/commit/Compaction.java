package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.write.FileKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;

/**
 * Chooses small files to merge, so that many small syncs leave few files and every row is rewritten
 * only a few times: files are sorted into tiers of like size, and a tier that is full becomes one
 * file of the next. Pure.
 */
final class Compaction {

  /** Files of one tier that are merged into one; also the ratio between tiers. */
  private static final int FAN_IN = 8;

  /** Files with more rows than this are large enough to stay. */
  static final long LARGE = 1L << 20;

  private Compaction() {}

  /** Returns the groups of files to be merged, each group of one kind. */
  static List<List<DataFile>> groups(List<DataFile> files) {
    Map<String, List<DataFile>> tiers = new TreeMap<>();
    for (DataFile file : files) {
      if (file.recordCount() < LARGE) {
        String tier = FileKind.of(file) + " " + tier(file.recordCount());
        tiers.computeIfAbsent(tier, unused -> new ArrayList<>()).add(file);
      }
    }
    return tiers.values().stream().filter(tier -> tier.size() >= FAN_IN).toList();
  }

  /** Returns the floor of the logarithm to base 8. */
  static int tier(long rows) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, rows))) / 3;
  }
}
