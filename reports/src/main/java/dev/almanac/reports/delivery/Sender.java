package dev.almanac.reports.delivery;

import dev.almanac.reports.delivery.message.Message;
import java.util.List;

/** Writes and sends the messages of one channel. Used by one thread; may keep a connection open. */
public interface Sender extends AutoCloseable {

  /**
   * A file of what would be sent.
   *
   * @param extension of its name, without the dot
   * @param bytes its content
   */
  record Preview(String extension, byte[] bytes) {}

  /** Returns what would be sent, without sending anything. */
  List<Preview> preview(Message message, String recipient);

  /** Sends a message to one recipient. Does not throw for what the other side does. */
  Receipt send(Message message, String recipient);

  /**
   * Tries to get as far as a message would, and sends none. Does not throw for what the other side
   * does.
   *
   * @return {@link Receipt.Sent} if a message could have been handed over
   */
  Receipt reach();

  /** Ends the connection, if there is one. */
  @Override
  default void close() {}
}
