fn main() -> std::process::ExitCode {
    sandyq::cli::run()
}
