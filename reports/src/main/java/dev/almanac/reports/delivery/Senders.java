package dev.almanac.reports.delivery;

import dev.almanac.reports.delivery.file.FileSender;
import dev.almanac.reports.delivery.http.HookSender;
import dev.almanac.reports.delivery.mail.MailSender;
import java.time.Clock;

/** Knows which sender serves which kind of channel. */
public final class Senders {

  private final Clock clock;

  /** Creates it. */
  public Senders(Clock clock) {
    this.clock = clock;
  }

  /** Opens the sender of a channel; nothing is connected yet. */
  public Sender of(Channel channel) {
    Destination destination = channel.destination();
    if (destination instanceof Destination.Mail mail) {
      return new MailSender(mail, clock);
    }
    if (destination instanceof Destination.Folder || destination instanceof Destination.Markdown) {
      return new FileSender(destination);
    }
    return new HookSender(destination, clock, HookSender.PATIENCE);
  }
}
