using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Dashboard.Benchmarks.Load;

/// <summary>The protocol of Blazor's circuits, which the framework keeps to itself, with a count of what came in.</summary>
internal sealed class BlazorPack : IHubProtocol
{
    private const string TypeName = "Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol, Microsoft.AspNetCore.Components.Server";

    private readonly IHubProtocol _inner = (IHubProtocol)Activator.CreateInstance(Type.GetType(TypeName, throwOnError: true)!, nonPublic: true)!;
    private long _received;

    /// <summary>Bytes of messages parsed.</summary>
    public long Received => Interlocked.Read(ref _received);

    public string Name => _inner.Name;

    public int Version => _inner.Version;

    public TransferFormat TransferFormat => _inner.TransferFormat;

    public bool IsVersionSupported(int version) => _inner.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _inner.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _inner.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var before = input.Length;
        var isWhole = _inner.TryParseMessage(ref input, binder, out message);
        Interlocked.Add(ref _received, before - input.Length);
        return isWhole;
    }
}
