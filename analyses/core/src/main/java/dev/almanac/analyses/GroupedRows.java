package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.query.QueryRows;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands out rows group by group, for those who run a kernel without storing what it makes. */
public final class GroupedRows {

  private GroupedRows() {}

  /**
   * Hands out the rows.
   *
   * @param rows rows of which those of a group come one after another; left open
   * @param key name of the text column that is equal within a group
   * @param receiver gets one group after another; the group is emptied when it returns
   */
  public static void forEach(QueryRows rows, String key, Consumer<RowGroup> receiver) {
    requireNonNull(receiver, "receiver is null");
    int column = rows.indexOf(key);
    GroupBuffer group = new GroupBuffer(rows.columns());
    @Nullable String current = null;
    while (rows.next()) {
      String next = rows.text(column);
      if (group.size() > 0 && !Objects.equals(current, next)) {
        receiver.accept(group);
        group.clear();
      }
      current = next;
      group.add(rows);
    }
    if (group.size() > 0) {
      receiver.accept(group);
    }
  }
}
