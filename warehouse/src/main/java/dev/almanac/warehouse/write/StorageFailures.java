package dev.almanac.warehouse.write;

import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseException.Reason;
import java.util.List;
import java.util.Locale;

/** Turns failures of disk and engine into messages that say what to do. */
public final class StorageFailures {

  private static final List<String> FULL =
      List.of("no space left", "disk full", "database or disk is full", "disk quota exceeded");

  private StorageFailures() {}

  /** Returns the exception for a failed write. */
  public static WarehouseException of(String what, Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (FULL.stream().anyMatch(message::contains)) {
        return new WarehouseException(
            Reason.STORAGE,
            what
                + ": the disk is full. What was committed before is safe; make room and run the"
                + " command again.",
            cause);
      }
    }
    return new WarehouseException(Reason.STORAGE, what + ": " + cause.getMessage(), cause);
  }
}
