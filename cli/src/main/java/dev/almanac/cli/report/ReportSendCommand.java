package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.DeliverySettings;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Courier;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.OutboxEntry;
import dev.almanac.reports.delivery.Postmark;
import dev.almanac.reports.delivery.Sender;
import dev.almanac.reports.delivery.Senders;
import dev.almanac.reports.delivery.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report send}: delivers an archived report by hand. */
@Command(
    name = "send",
    header = "Sends an archived report by the channels of its schedule, or shows what would be.",
    description = {
      "",
      "Nothing is rendered: the message is made from the archive's files. Those who have it already",
      "do not get it again, unless --again is given. Exits with 4 if something is not delivered."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report send weekly --dry-run preview",
      "  almanac report send weekly/2026-W12",
      "  almanac report send weekly/2026-W12/r2 --channel team"
    })
final class ReportSendCommand implements Callable<Integer> {

  @Parameters(
      arity = "1",
      paramLabel = "REPORT",
      description = "SERIES (its newest report), SERIES/PERIOD or SERIES/PERIOD/rN.")
  private String reference = "";

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Send by this channel of almanac.yaml; may be given several times.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--dry-run",
      paramLabel = "DIR",
      description = "Send nothing: write what would be sent into this folder.")
  private @Nullable String dryRun;

  @Option(names = "--again", description = "Send it also to those who have it already.")
  private boolean again;

  private final Workplace workplace;

  ReportSendCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Revision revision = revision();
    List<Channel> channels = channels(revision.series());
    Deliveries deliveries = new Deliveries(workplace);
    Message message = deliveries.report(revision.name());
    if (dryRun != null) {
      return preview(channels, message, workplace.surroundings().resolve(dryRun));
    }
    Courier.Repeat repeat = again ? Courier.Repeat.EVERYBODY : Courier.Repeat.NOBODY;
    Instant began = workplace.surroundings().clock().instant();
    List<OutboxEntry> all = new ArrayList<>();
    for (Channel channel : channels) {
      List<OutboxEntry> done = deliveries.courier().send(message, channel, repeat);
      if (done.isEmpty()) {
        workplace.error(
            "Nothing was sent by " + channel.name() + ": another process is sending it.");
      }
      all.addAll(done);
    }
    deliveries.say(all.stream().filter(entry -> !wasSentBefore(entry, began)).toList());
    all.stream().filter(entry -> wasSentBefore(entry, began)).forEach(this::sayThatItIsThere);
    boolean delivered =
        !all.isEmpty() && all.stream().allMatch(entry -> entry.state() == Postmark.State.SENT);
    return delivered ? ExitCode.OK : ExitCode.NOT_DELIVERED;
  }

  private static boolean wasSentBefore(OutboxEntry entry, Instant began) {
    return entry.state() == Postmark.State.SENT && entry.at().isBefore(began);
  }

  private void sayThatItIsThere(OutboxEntry entry) {
    workplace.note(
        "Not sent again: "
            + entry.mark().text()
            + ", which was delivered at "
            + entry.at()
            + ". --again sends it a second time.");
  }

  private Revision revision() {
    Archive archive = workplace.archive();
    if (!reference.contains("/") && Archive.isSeries(reference)) {
      List<Revision> all = archive.revisions(reference);
      if (!all.isEmpty()) {
        return all.get(all.size() - 1);
      }
    }
    return archive.find(reference);
  }

  private List<Channel> channels(String series) {
    DeliverySettings settings = workplace.config().deliveries();
    List<Channel> channels = new ArrayList<>();
    for (String name : names) {
      Channel channel = settings.channels().get(name);
      if (channel == null) {
        throw CommandFailure.usage(
            "There is no channel "
                + name
                + " in almanac.yaml."
                + NearestName.hint(name, settings.channels().keySet()));
      }
      channels.add(channel);
    }
    if (names.isEmpty()) {
      settings.of(series).stream()
          // schedule run calls it, once everybody has the report.
          .filter(channel -> !(channel.destination() instanceof Destination.Ping))
          .forEach(channels::add);
    }
    if (channels.isEmpty()) {
      throw CommandFailure.usage(
          "Nobody is to get "
              + series
              + ": its schedule in almanac.yaml has no deliver:. Add some, or name a channel with"
              + " --channel.");
    }
    return channels;
  }

  private int preview(List<Channel> channels, Message message, Path folder) throws IOException {
    Files.createDirectories(folder);
    Senders senders = new Senders(workplace.surroundings().clock());
    for (Channel channel : channels) {
      try (Sender sender = senders.of(channel)) {
        for (String recipient : channel.destination().recipients()) {
          for (Sender.Preview preview : sender.preview(message, recipient)) {
            String name =
                (message.key() + "-" + channel.name() + (recipient.isEmpty() ? "" : "-"))
                    .concat(recipient)
                    .replaceAll("[^A-Za-z0-9._-]+", "-")
                    .replaceAll("-+$", "");
            Path file = folder.resolve(name + "." + preview.extension());
            Files.write(file, preview.bytes());
            workplace.print(file.toString());
          }
        }
      }
    }
    workplace.note("Nothing was sent.");
    return ExitCode.OK;
  }
}
