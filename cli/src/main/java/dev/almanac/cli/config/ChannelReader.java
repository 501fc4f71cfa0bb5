package dev.almanac.cli.config;

import dev.almanac.ingest.Secret;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Smtp;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one channel: where messages go, and what is done when that fails. */
final class ChannelReader {

  /** What leads somewhere. */
  static final List<String> KINDS =
      List.of("mail", "slack", "teams", "webhook", "file", "markdown");

  private static final List<String> RULES = List.of("if_uncertain", "empty", "give_up");
  private static final Pattern UNSUBSCRIBE =
      Pattern.compile("https://[^\\s<>/]+[^\\s<>]*|mailto:[^\\s<>@]+@[^\\s<>@]+");
  private static final Duration SMTP_TIMEOUT = Duration.ofSeconds(60);

  private final UnaryOperator<String> resolve;
  private final List<ConfigProblem> problems;
  private final Set<String> flawed = new HashSet<>();

  ChannelReader(UnaryOperator<String> resolve, List<ConfigProblem> problems) {
    this.resolve = resolve;
    this.problems = problems;
  }

  /** Returns a secret that is looked up when it is used. */
  static Credential credential(String text) {
    return () -> Secret.resolve(text).reveal();
  }

  /** Tells whether a channel of this name is there but wrong, which was said already. */
  boolean isFlawed(String name) {
    return flawed.contains(name);
  }

  /** Reads a channel that leads to one place. */
  @Nullable Channel read(String name, YamlMapping entry, int line) {
    List<String> kinds = entry.keys().stream().filter(KINDS::contains).toList();
    allowOnly(entry, KINDS);
    if (kinds.size() != 1) {
      flawed.add(name);
      problem(line, "A channel needs one of " + String.join(", ", KINDS) + ".");
      return null;
    }
    return read(name, entry, kinds.get(0), line);
  }

  /** Notes keys that are neither of these nor rules. */
  void allowOnly(YamlMapping entry, List<String> kinds) {
    List<String> allowed = new ArrayList<>(kinds);
    allowed.addAll(RULES);
    entry.allow(allowed.toArray(String[]::new));
  }

  /** Reads the channel of one kind in a mapping that may hold several. */
  @Nullable Channel read(String name, YamlMapping entry, String kind, int line) {
    int before = problems.size();
    Destination destination = destination(entry, kind, line);
    if (destination == null || problems.size() > before) {
      flawed.add(name);
      return null;
    }
    Channel plain = Channel.of(name, destination);
    Channel.IfUncertain ifUncertain =
        word(entry, "if_uncertain", Channel.IfUncertain.values(), plain.ifUncertain());
    Channel.Empties empties = word(entry, "empty", Channel.Empties.values(), plain.empties());
    Duration patience = duration(entry, "give_up", Channel.PATIENCE);
    return new Channel(name, destination, ifUncertain, empties, patience);
  }

  private @Nullable Destination destination(YamlMapping entry, String kind, int line) {
    if (kind.equals("mail")) {
      return mail(entry.mapping("mail"), line);
    }
    boolean brief = entry.isText(kind);
    YamlMapping given =
        brief
            ? entry
            : entry
                .mapping(kind)
                .allow(
                    switch (kind) {
                      case "slack", "teams" -> new String[] {"webhook"};
                      case "webhook" -> new String[] {"url", "secret"};
                      default -> new String[] {"path"};
                    });
    String key =
        switch (kind) {
          case "slack", "teams" -> "webhook";
          case "webhook" -> "url";
          default -> "path";
        };
    String text = brief ? entry.text(kind) : given.text(key);
    if (text == null) {
      problem(line, kind + " needs " + key + ".");
      return null;
    }
    return switch (kind) {
      case "slack" -> new Destination.Slack(address(text, line));
      case "teams" -> new Destination.Teams(address(text, line));
      case "webhook" -> webhook(text, brief ? null : given.text("secret"), line);
      case "file" -> new Destination.Folder(path(text));
      default -> new Destination.Markdown(path(text));
    };
  }

  private Destination webhook(String url, @Nullable String secret, int line) {
    return new Destination.Webhook(address(url, line), secret == null ? null : credential(secret));
  }

  /** Returns an address; what is no reference to a secret must be one itself. */
  private Credential address(String text, int line) {
    boolean reference = text.startsWith("${") && text.endsWith("}");
    if (!reference && !text.matches("https?://[^\\s/]+.*")) {
      problem(line, "The address of a web hook is an http or https URL, or like ${env:NAME}.");
    }
    return credential(text);
  }

  private Credential path(String text) {
    return text.startsWith("${") && text.endsWith("}")
        ? credential(text)
        : () -> resolve.apply(text);
  }

  private @Nullable Destination mail(YamlMapping mail, int line) {
    mail.allow("to", "from", "reply_to", "unsubscribe", "smtp", "charts");
    List<String> to = mail.texts("to");
    if (to.isEmpty()) {
      problem(line, "mail needs to, a list of addresses.");
    }
    to.forEach(address -> checkAddress(address, mail.line("to")));
    if (new HashSet<>(to).size() < to.size()) {
      problem(mail.line("to"), "to has an address twice.");
    }
    String from = mail.text("from");
    if (from == null) {
      problem(line, "mail needs from, the sender's address.");
    } else {
      checkAddress(from, mail.line("from"));
    }
    String replyTo = mail.text("reply_to");
    if (replyTo != null) {
      checkAddress(replyTo, mail.line("reply_to"));
    }
    String unsubscribe = mail.text("unsubscribe");
    if (unsubscribe != null && !UNSUBSCRIBE.matcher(unsubscribe).matches()) {
      checkAddress(unsubscribe, mail.line("unsubscribe"));
    }
    Smtp smtp = smtp(mail.mapping("smtp"), line);
    int charts = charts(mail);
    if (to.isEmpty() || from == null || smtp == null) {
      return null;
    }
    return new Destination.Mail(to, from, replyTo, unsubscribe, smtp, charts);
  }

  private void checkAddress(String text, int line) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      boolean plain = text.chars().noneMatch(c -> Character.isISOControl(c));
      if (plain && address.getAddress().indexOf('@') > 0 && !address.isGroup()) {
        return;
      }
    } catch (AddressException notOne) {
      // The problem below says so.
    }
    problem(line, "Not a mail address: " + text + ".");
  }

  private int charts(YamlMapping mail) {
    String text = mail.text("charts");
    return switch (text == null ? "true" : text) {
      case "true", "3" -> Destination.Mail.MOST_CHARTS;
      case "false", "0" -> 0;
      case "1" -> 1;
      case "2" -> 2;
      default -> {
        problem(mail.line("charts"), "charts is true, false, or a number from 0 to 3.");
        yield 0;
      }
    };
  }

  private @Nullable Smtp smtp(YamlMapping smtp, int line) {
    smtp.allow("host", "port", "tls", "user", "password", "ca", "timeout");
    String host = smtp.text("host");
    if (host == null) {
      problem(line, "mail needs smtp with a host, the mail server.");
      return null;
    }
    Smtp.Tls tls = word(smtp, "tls", Smtp.Tls.values(), Smtp.Tls.STARTTLS);
    String port = smtp.text("port");
    int number = tls.port();
    if (port != null && port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= 65_535) {
      number = Integer.parseInt(port);
    } else if (port != null) {
      problem(smtp.line("port"), "port is a number from 1 to 65535, not " + port + ".");
    }
    String user = smtp.text("user");
    String password = smtp.text("password");
    if ((user == null) != (password == null)) {
      problem(
          smtp.line(user == null ? "password" : "user"),
          "smtp needs user and password, for example password: ${env:SMTP_PASSWORD}, or neither.");
      return null;
    }
    if (user != null && tls == Smtp.Tls.NONE) {
      problem(
          smtp.line("user"),
          "A password would travel in the clear: use tls: starttls or tls: tls.");
    }
    String authorities = smtp.text("ca");
    Duration timeout = duration(smtp, "timeout", SMTP_TIMEOUT);
    if (timeout.isZero()) {
      problem(smtp.line("timeout"), "timeout must be more than nothing.");
    }
    return new Smtp(
        host,
        number,
        tls,
        user,
        password == null ? null : credential(password),
        authorities == null ? null : Path.of(resolve.apply(authorities)),
        timeout);
  }

  private <E extends Enum<E>> E word(YamlMapping entry, String key, E[] all, E otherwise) {
    String text = entry.text(key);
    List<String> words = new ArrayList<>();
    for (E one : all) {
      String word = one.name().toLowerCase(Locale.ROOT);
      if (text == null || word.equals(text)) {
        return text == null ? otherwise : one;
      }
      words.add(word);
    }
    problem(entry.line(key), key + " is one of " + String.join(", ", words) + ".");
    return otherwise;
  }

  private Duration duration(YamlMapping entry, String key, Duration otherwise) {
    String text = entry.text(key);
    try {
      return text == null ? otherwise : Durations.parse(text);
    } catch (IllegalArgumentException exception) {
      problem(entry.line(key), String.valueOf(exception.getMessage()));
      return otherwise;
    }
  }

  private void problem(int line, String message) {
    problems.add(new ConfigProblem(line, message));
  }
}
