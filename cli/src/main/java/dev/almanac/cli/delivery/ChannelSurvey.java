package dev.almanac.cli.delivery;

import dev.almanac.cli.config.DeliverySettings;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.delivery.OutboxEntry;
import dev.almanac.reports.delivery.Postmark;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.file.FileSender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every channel of {@code almanac.yaml}: where it leads, who uses it, whether its secrets
 * are there, what came of the last message. Connects to nothing and sends nothing; a secret that is
 * given as {@code ${cmd:...}} is asked for, since nothing else shows whether it can be had.
 */
public final class ChannelSurvey {

  private static final int NAMED_RECIPIENTS = 3;

  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "::1", "[::1]", "ip6-localhost");

  private final DeliverySettings settings;
  private final Outbox.Content outbox;

  /** Creates a survey of channels and of what was sent by them. */
  public ChannelSurvey(DeliverySettings settings, Outbox.Content outbox) {
    this.settings = settings;
    this.outbox = outbox;
  }

  /** Returns all channels, in the order of the file. */
  public List<ChannelState> channels() {
    return settings.channels().values().stream().map(this::state).toList();
  }

  /** Returns the names of alerts of which nobody hears. */
  public List<String> silentAlerts() {
    return settings.alerts().stream()
        .map(alert -> alert.name())
        .filter(name -> settings.byAlert().getOrDefault(name, List.of()).isEmpty())
        .toList();
  }

  /** Tells whether messages to people will lack a link, because nobody said where it leads. */
  public boolean lacksLink() {
    return settings.archiveUrl() == null
        && settings.channels().values().stream()
            .anyMatch(
                channel ->
                    channel.destination() instanceof Destination.Mail
                        || channel.destination() instanceof Destination.Slack
                        || channel.destination() instanceof Destination.Teams);
  }

  private ChannelState state(Channel channel) {
    List<ChannelFault> faults = new ArrayList<>();
    String leadsTo = leadsTo(channel.destination(), faults);
    List<String> users = users(channel);
    if (users.isEmpty()) {
      faults.add(
          ChannelFault.odd(
              "No schedule and no alert uses it.",
              "Name it in deliver: of a schedule, or remove it."));
    }
    OutboxEntry last = last(channel);
    if (last != null) {
      trouble(last, faults);
    }
    return new ChannelState(channel, leadsTo, users, last, faults);
  }

  private List<String> users(Channel channel) {
    List<String> users = new ArrayList<>();
    settings
        .bySchedule()
        .forEach(
            (name, channels) -> {
              if (channels.contains(channel)) {
                users.add(name);
              }
            });
    settings
        .byAlert()
        .forEach(
            (name, channels) -> {
              if (channels.contains(channel)) {
                users.add("alert " + name);
              }
            });
    return users;
  }

  private @Nullable OutboxEntry last(Channel channel) {
    return outbox.entries().values().stream()
        .filter(entry -> entry.mark().channel().equals(channel.name()))
        .filter(entry -> entry.attempts() > 0)
        .max(Comparator.comparing(OutboxEntry::at))
        .orElse(null);
  }

  private static void trouble(OutboxEntry last, List<ChannelFault> faults) {
    String what = last.mark().text() + ": " + last.note();
    String again = "almanac report send " + last.mark().message() + " --channel ";
    if (last.state() == Postmark.State.FAILED) {
      faults.add(
          ChannelFault.odd(
              "Not delivered: " + what,
              "Mend it, then: " + again + last.mark().channel() + " (reports only)."));
    } else if (last.state() == Postmark.State.UNCERTAIN) {
      faults.add(
          ChannelFault.odd(
              "Not known whether delivered: " + what,
              "Look, and if it is not there: " + again + last.mark().channel() + " --again."));
    } else if (last.state() == Postmark.State.PENDING) {
      faults.add(
          ChannelFault.odd(
              "Not delivered yet: " + what, "schedule run --due tries it again by itself."));
    }
  }

  private static String leadsTo(Destination destination, List<ChannelFault> faults) {
    if (destination instanceof Destination.Mail mail) {
      return mail(mail, faults);
    }
    if (destination instanceof Destination.Slack slack) {
      return hook(slack.webhook(), faults);
    }
    if (destination instanceof Destination.Teams teams) {
      return hook(teams.webhook(), faults);
    }
    if (destination instanceof Destination.Webhook webhook) {
      if (webhook.secret() != null) {
        revealed(webhook.secret(), faults);
      }
      return hook(webhook.url(), faults);
    }
    if (destination instanceof Destination.Ping ping) {
      if (ping.failure() != null) {
        hook(ping.failure(), faults);
      }
      return hook(ping.success(), faults);
    }
    return file(destination, faults);
  }

  private static String mail(Destination.Mail mail, List<ChannelFault> faults) {
    Smtp smtp = mail.smtp();
    if (smtp.password() != null) {
      String password = revealed(smtp.password(), faults);
      if (password != null && password.isBlank()) {
        faults.add(ChannelFault.wrong("The password of " + smtp.user() + " is empty.", "Set it."));
      }
    }
    if (smtp.tls() == Smtp.Tls.NONE && !THIS_MACHINE.contains(smtp.host())) {
      faults.add(
          ChannelFault.odd(
              "Mail goes to " + smtp.host() + " in the clear.", "Use tls: starttls or tls: tls."));
    }
    Path authorities = smtp.authorities();
    if (authorities != null && !Files.isReadable(authorities)) {
      faults.add(
          ChannelFault.wrong(
              "The certificates in " + authorities + " cannot be read.",
              "Correct ca: of the channel."));
    }
    List<String> to = mail.to();
    String whom = to.size() > NAMED_RECIPIENTS ? to.size() + " recipients" : String.join(", ", to);
    return whom + " through " + smtp.host() + ":" + smtp.port();
  }

  private static String hook(Credential address, List<ChannelFault> faults) {
    String text = revealed(address, faults);
    if (text == null) {
      return "an address that cannot be had";
    }
    URI uri = null;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException notOne) {
      // Its message would repeat the address, which is a secret.
    }
    String host = uri == null ? null : uri.getHost();
    if (uri == null || host == null || !Set.of("http", "https").contains(uri.getScheme())) {
      faults.add(
          ChannelFault.wrong(
              "The address of the web hook is not an http or https URL.",
              "Correct it where it is kept; it is not shown here, since it is a secret."));
      return "an address that is none";
    }
    if (uri.getScheme().equals("http") && !THIS_MACHINE.contains(host)) {
      faults.add(
          ChannelFault.odd(
              "Messages to " + host + " go in the clear, and the secret address with them.",
              "Use an https address."));
    }
    return host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static String file(Destination destination, List<ChannelFault> faults) {
    try (FileSender sender = new FileSender(destination)) {
      Receipt receipt = sender.reach();
      if (!(receipt instanceof Receipt.Sent)) {
        faults.add(ChannelFault.wrong(receipt.message(), "Correct the path, or make it writable."));
      }
    }
    Credential path =
        destination instanceof Destination.Folder folder
            ? folder.path()
            : ((Destination.Markdown) destination).path();
    try {
      return path.reveal();
    } catch (IOException exception) {
      return "a path that cannot be had";
    }
  }

  private static @Nullable String revealed(Credential credential, List<ChannelFault> faults) {
    try {
      return credential.reveal();
    } catch (IOException exception) {
      faults.add(
          ChannelFault.wrong(
              exception.getMessage() + ".", "Set it where schedule run --due is called."));
      return null;
    }
  }
}
