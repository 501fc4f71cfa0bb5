import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/**
 * Serves an Iceberg REST catalog on the loopback address, with what Iceberg tests its own clients
 * with: RestCatalog PORT SQLITE-FILE WAREHOUSE-LOCATION.
 */
public final class RestCatalog {

  private RestCatalog() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws Exception {
    JdbcCatalog catalog =
        new JdbcCatalog(unused -> new dev.almanac.warehouse.catalog.LocalFileIO(), null, true);
    catalog.initialize(
        "almanac",
        Map.of(
            "uri", "jdbc:sqlite:" + arguments[1] + "?busy_timeout=30000",
            "warehouse", arguments[2],
            "jdbc.schema-version", "V1"));
    Server server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])));
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(
        new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
    server.setHandler(context);
    server.start();
    server.join();
  }
}
