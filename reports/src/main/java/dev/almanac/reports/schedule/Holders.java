package dev.almanac.reports.schedule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * Knows this process, and which others of this machine have ended.
 *
 * @param own this process
 */
public record Holders(LedgerEntry.Holder own) {

  /** Returns who this process is. */
  public static Holders ofProcess() {
    ProcessHandle process = ProcessHandle.current();
    return new Holders(new LedgerEntry.Holder(host(), process.pid(), began(process)));
  }

  /** Tells whether a process has ended; false if that cannot be known from here. */
  public boolean isDead(LedgerEntry.Holder holder) {
    if (!holder.host().equals(own.host())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(holder.process());
    return process.isEmpty()
        || !process.get().isAlive()
        || (holder.began() != 0 && Math.abs(began(process.get()) - holder.began()) > 2_000);
  }

  private static long began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException exception) {
      return "localhost";
    }
  }
}
