using Dashboard.Core.Exchange;

namespace Dashboard.Endpoints;

/// <summary>Of exports: each reads the whole log, and holds some memory for as long as its reader takes.</summary>
internal sealed class ExportGate(ExportOptions options) : RequestGate(options.MaxConcurrent);
