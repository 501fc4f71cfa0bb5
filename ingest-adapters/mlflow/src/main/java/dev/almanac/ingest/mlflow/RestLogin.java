package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.read.http.TlsSettings;
import dev.almanac.ingest.read.http.TrackerHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to log in to an MLflow server. In this order: the source's options {@code user} and {@code
 * password}, or {@code token}; the environment of MLflow's own client; its file {@code
 * ~/.mlflow/credentials}. As there, a user wins over a token.
 *
 * @param environment the environment
 * @param home the user's home folder
 */
record RestLogin(Map<String, String> environment, Path home) {

  /** The option that says who asks. */
  static final String USER = "user";

  /** The option that holds the password, or a reference to it. */
  static final String PASSWORD = "password";

  /** The option that holds a token, or a reference to it. */
  static final String TOKEN = "token";

  /** The option that names a file of certificates to trust. */
  static final String AUTHORITIES = "tls-authorities";

  /** The option that, being {@code off}, leaves the server's certificate unchecked. */
  static final String VERIFY = "tls-verify";

  private static final List<String> TRUE = List.of("true", "1", "yes");

  RestLogin {
    environment = Map.copyOf(environment);
  }

  /** Returns the login of this process. */
  static RestLogin ofProcess() {
    return new RestLogin(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /** Tells whether the user gave credentials for this very source. */
  static boolean isGiven(SourceOptions options) {
    return options.text(USER) != null || options.text(TOKEN) != null;
  }

  /** Sets credentials for a server; none if there are none. */
  void applyTo(TrackerHttp.Builder http, SourceOptions options) throws IOException {
    String user = text(options.secret(USER));
    Secret password = options.secret(PASSWORD);
    Secret token = options.secret(TOKEN);
    if (!isGiven(options)) {
      Map<String, String> file = credentials();
      user = first("MLFLOW_TRACKING_USERNAME", file);
      password = wrapped(first("MLFLOW_TRACKING_PASSWORD", file));
      token = wrapped(environment.get("MLFLOW_TRACKING_TOKEN"));
    }
    if (user != null && password != null) {
      String pair = user + ":" + password.reveal();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      http.secretHeader(
          "Authorization", Secret.of("Basic " + Base64.getEncoder().encodeToString(bytes)));
    } else if (token != null) {
      http.secretHeader("Authorization", Secret.of("Bearer " + token.reveal()));
    }
  }

  private static @Nullable String text(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  private static @Nullable Secret wrapped(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Secret.of(text);
  }

  private @Nullable String first(String name, Map<String, String> file) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? file.get(name) : value;
  }

  /** Reads section {@code [mlflow]} of MLflow's own file, names in upper case. */
  private Map<String, String> credentials() throws IOException {
    Map<String, String> found = new HashMap<>();
    Path file = home.resolve(".mlflow").resolve("credentials");
    if (!Files.isRegularFile(file)) {
      return found;
    }
    boolean ours = false;
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        ours = text.equals("[mlflow]");
      } else if (ours && equals > 0 && !text.startsWith("#")) {
        found.put(
            text.substring(0, equals).strip().toUpperCase(Locale.ROOT),
            text.substring(equals + 1).strip());
      }
    }
    return found;
  }

  /** Returns whom to trust: the options, else what MLflow's client would. */
  TlsSettings tls(SourceOptions options) {
    String file =
        options.text(AUTHORITIES, environment.getOrDefault("MLFLOW_TRACKING_SERVER_CERT_PATH", ""));
    String insecure = environment.getOrDefault("MLFLOW_TRACKING_INSECURE_TLS", "");
    boolean off =
        options.text(VERIFY) == null
            ? TRUE.contains(insecure.toLowerCase(Locale.ROOT))
            : List.of("off", "false", "no").contains(options.text(VERIFY));
    return new TlsSettings(
        file.isEmpty() ? null : Path.of(file),
        off ? TlsSettings.Verification.OFF : TlsSettings.Verification.ON);
  }

  /** Returns the workspace that alone is wanted, or null for all. */
  @Nullable String workspace(SourceOptions options) {
    return MlflowMapping.firstNonEmpty(
        options.text("workspace"), environment.get("MLFLOW_WORKSPACE"));
  }

  /** Tells whether MLflow's client would talk to this server without being told. */
  boolean isDefault(String base) {
    String uri = environment.getOrDefault("MLFLOW_TRACKING_URI", "");
    return !uri.isEmpty() && (uri.equals(base) || uri.equals(base + "/"));
  }
}
